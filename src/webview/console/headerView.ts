import type { Status } from '../../shared/protocol';
import { control, element } from '../element';
import type { Host } from '../host';
import { Button } from '../toolkit';
import { formatBytes } from './formatBytes';

/** What is talked to, how that stands, and the buttons that change it. */
export class HeaderView {
  readonly root: HTMLElement;
  private readonly target = element('h1', { class: 'target' });
  private readonly state = element('span', { class: 'state' });
  private readonly traffic = element('span', { class: 'traffic' });
  private readonly route = element('span', { class: 'route' });
  private readonly problem = element('p', { class: 'problem' });
  private readonly hint = element('p', { class: 'hint' });
  private readonly connect = button('Reconnect', 'primary');
  private readonly disconnect = button('Disconnect', 'secondary');
  private readonly end = button('Send EOF', 'secondary');

  constructor(host: Host) {
    this.connect.addEventListener('click', () => void this.ask(host.ask({ type: 'connect' })));
    this.disconnect.addEventListener('click', () => void this.ask(host.ask({ type: 'disconnect' })));
    this.end.addEventListener('click', () => void this.ask(host.ask({ type: 'end' })));
    this.end.title = 'Tell the other side that no more comes, and go on receiving';
    this.root = element(
      'header',
      {},
      element(
        'div',
        { class: 'bar' },
        this.target,
        element('div', { class: 'buttons' }, this.end, this.disconnect, this.connect),
      ),
      element('p', { class: 'facts' }, this.state, this.traffic, this.route),
      this.hint,
      this.problem,
    );
  }

  show(status: Status): void {
    const { phase } = status;
    if (this.state.textContent !== status.text) this.problem.textContent = '';
    this.target.textContent = status.target;
    this.state.textContent = status.text;
    this.state.dataset['phase'] = phase;
    this.traffic.textContent = [
      `sent ${formatBytes(status.sent)}`,
      `received ${formatBytes(status.received)}`,
      ...(status.dropped > 0 ? [`oldest ${formatBytes(status.dropped)} let go`] : []),
    ].join(' · ');
    this.route.textContent = status.route ?? '';
    this.hint.textContent = status.hint ?? '';
    const focused = document.activeElement;
    this.connect.hidden = phase !== 'closed' && phase !== 'peerEnded';
    this.disconnect.hidden = phase === 'closed';
    this.end.hidden = phase !== 'open' && phase !== 'peerEnded';
    // A button that is pressed and goes away must not take the focus with it.
    if (focused === this.disconnect && this.disconnect.hidden) this.connect.focus();
  }

  focusConnect(): void {
    this.connect.focus();
  }

  /** Names what went wrong until the state changes. */
  complain(problem: string): void {
    this.problem.textContent = problem;
  }

  private async ask(answer: Promise<string | undefined>): Promise<void> {
    const problem = await answer;
    if (problem !== undefined) this.complain(problem);
  }
}

function button(text: string, appearance: 'primary' | 'secondary'): Button {
  return control('vscode-button', Button, { text, attributes: { appearance } });
}
