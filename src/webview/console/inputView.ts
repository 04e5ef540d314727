import { isLineEnding, type LineEnding, type Status } from '../../shared/protocol';
import { control, element } from '../element';
import { Button, Dropdown, TextField } from '../toolkit';
import { InputHistory } from './inputHistory';

/** What the input keeps while the page is hidden. */
export interface InputState {
  readonly draft: string;
  readonly ending: LineEnding;
  readonly history: readonly string[];
}

const endings: readonly (readonly [LineEnding, string])[] = [
  ['lf', 'LF'],
  ['crlf', 'CR LF'],
  ['cr', 'CR'],
  ['none', 'No ending'],
];

/** One line of text: Enter sends it, the arrow keys bring back what was sent before. */
export class InputView {
  readonly root: HTMLElement;
  private readonly field = control('vscode-text-field', TextField, {
    class: 'text',
    attributes: { 'aria-label': 'Text to send', placeholder: 'Text to send', spellcheck: 'false' },
  });
  private readonly ending = control(
    'vscode-dropdown',
    Dropdown,
    { class: 'ending', attributes: { 'aria-label': 'Line ending', position: 'above' } },
    ...endings.map(([value, text]) => element('vscode-option' as 'option', { text, attributes: { value } })),
  );
  private readonly button = control('vscode-button', Button, { text: 'Send' });
  private readonly history: InputHistory;

  /**
   * @param send sends a line and says why it could not be sent, if so.
   * @param keep is told what is to be kept.
   */
  constructor(
    private readonly send: (text: string, ending: LineEnding) => Promise<void>,
    private readonly keep: (state: InputState) => void,
    state: InputState,
  ) {
    this.history = new InputHistory(state.history);
    this.field.value = state.draft;
    this.ending.title = 'Sent after the text';
    this.root = element('form', { class: 'input' }, this.field, this.ending, this.button);
    // The dropdown knows its options only when they are attached.
    queueMicrotask(() => (this.ending.value = state.ending));
    this.field.addEventListener('keydown', (event) => this.pressed(event));
    this.field.addEventListener('input', () => this.remember());
    this.ending.addEventListener('change', () => this.remember());
    this.button.addEventListener('click', () => this.submit());
    this.root.addEventListener('submit', (event) => event.preventDefault());
  }

  show({ phase, text }: Status): void {
    const able = phase === 'open' || phase === 'peerEnded';
    this.field.disabled = !able;
    this.button.disabled = !able;
    this.ending.disabled = !able;
    this.field.placeholder = able ? 'Text to send' : text;
  }

  get focused(): boolean {
    return this.root.contains(document.activeElement);
  }

  focus(): void {
    this.field.focus();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Enter') this.submit();
    else if (event.key === 'ArrowUp') this.replace(this.history.older(this.field.value));
    else if (event.key === 'ArrowDown') this.replace(this.history.newer());
    else return;
    event.preventDefault();
  }

  private submit(): void {
    if (this.field.disabled) return;
    const text = this.field.value;
    this.history.add(text);
    this.field.value = '';
    this.remember();
    this.field.focus();
    void this.send(text, this.chosenEnding());
  }

  private replace(text: string | undefined): void {
    if (text === undefined) return;
    this.field.value = text;
    this.remember();
  }

  private chosenEnding(): LineEnding {
    const { value } = this.ending;
    return isLineEnding(value) ? value : 'lf';
  }

  private remember(): void {
    this.keep({ draft: this.field.value, ending: this.chosenEnding(), history: this.history.all });
  }
}
