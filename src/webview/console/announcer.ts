import type { Entry, Status } from '../../shared/protocol';
import { element } from '../element';

/** Milliseconds between announcements; what comes faster is summed up. */
const interval = 1500;
/** More than that is not read out but counted. */
const mostText = 300;

/** Tells a screen reader, politely, what arrived and how the connection stands. */
export class Announcer {
  readonly root = element('div', { class: 'visually-hidden', attributes: { role: 'status', 'aria-live': 'polite' } });
  private phrase = '';
  private text = '';
  private size = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  status({ text, hint }: Status): void {
    const phrase = hint === undefined ? text : `${text}. ${hint}`;
    if (phrase === this.phrase) return;
    this.phrase = phrase;
    this.root.append(element('p', { text: phrase }));
    this.trim();
  }

  received(entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (entry.direction !== 'received') continue;
      this.size += entry.text.length;
      if (this.text.length <= mostText) this.text += entry.text.slice(0, mostText + 1);
    }
    if (this.size > 0) this.timer ??= setTimeout(() => this.read(), this.root.childElementCount === 0 ? 0 : interval);
  }

  private read(): void {
    this.timer = undefined;
    const text = this.size > mostText ? `Received ${this.size} characters` : `Received: ${this.text}`;
    this.text = '';
    this.size = 0;
    this.root.append(element('p', { text }));
    this.trim();
  }

  private trim(): void {
    while (this.root.childElementCount > 5) this.root.firstElementChild?.remove();
  }
}
