import { visibleText } from '../../../base/visibleText';
import { settings } from '../../../contributions';
import type { EngineChoice } from '../../../engine/engineChoice';
import type { EngineAddress, EngineState } from '../../../engine/engineState';
import { choiceName, engineName } from './engineName';
import { literalText } from '../literalText';

/** What the status bar says of the engine. */
export interface EngineStatusText {
  /** With an icon for the state: `$(vm-active) Docker: default`. */
  readonly text: string;
  /** Lines of plain text for the tooltip. */
  readonly details: readonly string[];
  /** For a screen reader: one phrase that needs neither icon nor colour. */
  readonly spoken: string;
  /** Whether it is to be seen that there is no engine. */
  readonly warning: boolean;
}

const clickIt = 'Click to choose another engine for this window.';

/** Nothing while nobody has needed an engine. */
export function engineStatusText(state: EngineState, choice: EngineChoice | undefined): EngineStatusText | undefined {
  switch (state.kind) {
    case 'idle':
      return undefined;
    case 'connecting': {
      const name = choice && choiceName(choice);
      return {
        text: `$(loading~spin) Docker: ${literalText(name ?? 'connecting')}`,
        details: ['Waiting for the Docker engine to answer.', clickIt],
        spoken: name === undefined ? 'Connecting to a Docker engine' : `Connecting to Docker engine ${name}`,
        warning: false,
      };
    }
    case 'online': {
      const { address, apiVersion, engineVersion } = state;
      const name = engineName(address);
      const version = `Docker ${visibleText(engineVersion)}`;
      return {
        text: `$(vm-active) Docker: ${literalText(name)}`,
        details: [`${version}, API ${visibleText(apiVersion)}`, ...addressDetails(address), clickIt],
        spoken: `Docker engine ${name}, online, ${version}`,
        warning: false,
      };
    }
    case 'offline': {
      const [first, ...others] = state.tried;
      const name = choice ? choiceName(choice) : first && others.length === 0 ? engineName(first.address) : undefined;
      return {
        text: `$(debug-disconnect) Docker: ${literalText(name ?? 'no engine')}`,
        details: [visibleText(state.error.message), clickIt],
        spoken: name === undefined ? 'No Docker engine answers' : `Docker engine ${name} does not answer`,
        warning: true,
      };
    }
  }
}

function addressDetails(address: EngineAddress): string[] {
  const tls = address.tls && (address.tls.verify ? 'with TLS' : 'with TLS, its certificate not verified');
  return [`Address: ${[visibleText(address.host), tls].filter(Boolean).join(', ')}`, whereFrom(address)];
}

/** Which of the things that can name an engine named this one. */
function whereFrom({ source, contextName }: EngineAddress): string {
  const context = contextName === undefined ? 'Docker context' : `Docker context “${visibleText(contextName)}”`;
  switch (source) {
    case 'chosen':
      return contextName === undefined ? 'Chosen for this window' : `${context}, chosen for this window`;
    case 'setting':
      return `From the setting ${settings.engineHost}`;
    case 'DOCKER_HOST':
      return 'From DOCKER_HOST';
    case 'context':
      return `${context}, the current one`;
    case 'wellKnown':
      return 'Found where engines usually listen';
  }
}
