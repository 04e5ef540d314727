import type { Entry } from '../../shared/protocol';
import { control, element } from '../element';
import { Button } from '../toolkit';
import { LineLog, type Line } from './lineLog';

/** Lines in the page; older ones stay in the transcript of the host. */
const mostLines = 5000;
/** Lines drawn in one frame; more would make typing stutter while much arrives. */
const linesAFrame = 1000;
/** Milliseconds between frames that are drawn while more arrives than can be: taking it in comes first. */
const restWhileBehind = 150;
/** Milliseconds after a key, the wheel or the pointer within which a scroll is the reader's. */
const handOff = 500;
/** Pixels from the end within which a reader counts as being there. */
const nearEnd = 24;

/** Shows the newest lines. Follows them unless the reader has scrolled up. */
export class TranscriptView {
  readonly root: HTMLElement;
  private readonly lines = new LineLog(mostLines);
  private readonly list = element('div', {
    class: 'lines',
    attributes: { role: 'log', 'aria-live': 'off', 'aria-label': 'Transcript', tabindex: '0' },
  });
  private readonly jump = control('vscode-button', Button, {
    class: 'jump',
    text: 'Jump to newest',
    attributes: { appearance: 'secondary' },
  });
  private newest: { readonly line: Line; readonly row: HTMLElement } | undefined;
  private following = true;
  private touchedAt = Number.NEGATIVE_INFINITY;
  private drawing = false;

  constructor() {
    this.root = element('div', { class: 'transcript' }, this.list, this.jump);
    this.jump.hidden = true;
    this.jump.addEventListener('click', () => {
      this.follow(true);
      this.list.focus();
    });
    for (const type of ['wheel', 'keydown', 'pointerdown', 'pointermove', 'touchmove']) {
      this.list.addEventListener(type, () => (this.touchedAt = performance.now()), { passive: true });
    }
    this.list.addEventListener('scroll', () => this.scrolled());
    // A panel that is resized, or a status line that grows, moves the end away.
    new ResizeObserver(() => this.scroll()).observe(this.list);
  }

  replace(entries: readonly Entry[]): void {
    this.lines.clear();
    this.newest = undefined;
    this.list.replaceChildren();
    this.add(entries);
  }

  add(entries: readonly Entry[]): void {
    this.lines.add(entries);
    this.drawSoon();
  }

  private drawSoon(): void {
    if (this.drawing) return;
    this.drawing = true;
    const behind = this.lines.waiting > linesAFrame;
    setTimeout(() => requestAnimationFrame(() => this.draw()), behind ? restWhileBehind : 0);
  }

  private draw(): void {
    this.drawing = false;
    if (this.newest) this.newest.row.textContent = this.newest.line.text;
    const rows = document.createDocumentFragment();
    for (const line of this.lines.take(linesAFrame)) {
      const row = element('div', { class: `line ${line.direction}`, text: line.text });
      rows.append(row);
      this.newest = { line, row };
    }
    for (let surplus = this.list.childElementCount + rows.childElementCount - mostLines; surplus > 0; surplus--) {
      this.list.firstElementChild?.remove();
    }
    this.list.append(rows);
    this.scroll();
    if (this.lines.waiting > 0) this.drawSoon();
  }

  /** The end also moves away by itself, when rows come and turn out to be higher than they were taken for. */
  private scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.list;
    if (scrollHeight - scrollTop - clientHeight < nearEnd) this.follow(true, false);
    else if (performance.now() - this.touchedAt < handOff) this.follow(false, false);
    else this.scroll();
  }

  private follow(following: boolean, scroll = true): void {
    this.following = following;
    this.jump.hidden = following;
    if (scroll) this.scroll();
  }

  private scroll(): void {
    if (this.following) this.list.scrollTop = this.list.scrollHeight;
  }
}
