import './console.css';
import { isArrayOf, isShape, isString } from '../../shared/guards';
import { isLineEnding, type Status } from '../../shared/protocol';
import { Host } from '../host';
import { registerControls } from '../toolkit';
import { Announcer } from './announcer';
import { HeaderView } from './headerView';
import { InputView, type InputState } from './inputView';
import { TranscriptView } from './transcriptView';

const isInputState = isShape({ draft: isString, ending: isLineEnding, history: isArrayOf(isString) });
const nothingTyped: InputState = { draft: '', ending: 'lf', history: [] };

registerControls();
const vscode = acquireVsCodeApi();
const host = new Host((message) => vscode.postMessage(message));
const kept = vscode.getState();
const header = new HeaderView(host);
const transcript = new TranscriptView();
const announcer = new Announcer();
const input = new InputView(
  async (text, ending) => {
    const problem = await host.ask({ type: 'send', text, ending });
    if (problem !== undefined) header.complain(`Not sent: ${problem}`);
  },
  (state) => vscode.setState(state),
  isInputState(kept) ? kept : nothingTyped,
);
document.body.append(header.root, transcript.root, input.root, announcer.root);

let able = false;
function show(status: Status): void {
  const typing = input.focused;
  header.show(status);
  input.show(status);
  announcer.status(status);
  const now = status.phase === 'open' || status.phase === 'peerEnded';
  if (now && !able) focusInput();
  // What is disabled loses the focus: it goes to what can be done next.
  if (!now && typing && status.phase === 'closed') header.focusConnect();
  able = now;
}

/** A reader of the transcript keeps their place, and so does whoever is elsewhere in the window. */
function focusInput(): void {
  if (document.hasFocus() && document.activeElement === document.body) input.focus();
}
window.addEventListener('focus', focusInput);

host.listen((message) => {
  show(message.status);
  switch (message.type) {
    case 'snapshot':
      transcript.replace(message.entries);
      host.tell({ type: 'ack', batch: message.batch });
      break;
    case 'append':
      transcript.add(message.entries);
      announcer.received(message.entries);
      host.tell({ type: 'ack', batch: message.batch });
      break;
    case 'status':
  }
});
host.tell({ type: 'ready' });
