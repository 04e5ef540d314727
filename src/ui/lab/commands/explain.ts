import type { UserError } from '../../../base/userError';
import { commands } from '../../../contributions';
import type { LabEngine } from '../labEngine';
import { explainFailure, type Attempted } from './explainFailure';

/** What the engine said of something that was attempted, with the way forward on this system. */
export function explain(error: unknown, attempted: Attempted, { lab }: LabEngine): UserError {
  return explainFailure(error, attempted, {
    lab,
    platform: process.platform,
    reveal: (what) =>
      'containerId' in what
        ? {
            title: 'Show Container',
            command: commands.revealInContainers,
            arguments: [{ kind: 'container', id: '', ...what }],
          }
        : {
            title: 'Show Network',
            command: commands.revealInNetworks,
            arguments: [{ kind: 'network', id: '', ...what }],
          },
  });
}
