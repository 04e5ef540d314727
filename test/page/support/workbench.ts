import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../../scripts/lib/browser.mjs';

/** VS Code's window in a browser, with the few things every click-through does. */
export class Workbench {
  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
  ) {}

  /** Opens the address that `npm start` printed; returns when the window and the extensions' views are drawn. */
  static async open(address: string): Promise<Workbench> {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
      page.setDefaultTimeout(20_000);
      openPages.add(page);
      await page.goto(address);
      const workbench = new Workbench(browser, page);
      await workbench.activityBarEntry('Network Lab').waitFor({ timeout: 45_000 });
      return workbench;
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  /** An entry of the activity bar by the title of its view container. */
  activityBarEntry(title: string): Locator {
    return this.page.locator(`.activitybar .action-label[aria-label*="${title}"]`).first();
  }

  /** Shows the extension's trees. */
  async showLab(): Promise<void> {
    const tree = this.page.locator('.sidebar .composite.title', { hasText: 'Network Lab' });
    if (!(await tree.isVisible())) await this.activityBarEntry('Network Lab').click();
    await tree.waitFor();
  }

  /** A section of the side bar by its title, for example `Containers`. */
  view(title: string): Locator {
    return this.page.locator('.sidebar .pane', { has: this.page.locator(`.pane-header[aria-label^="${title}"]`) });
  }

  /** Runs a command by its title in the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input[type="text"]');
    await input.fill(`>${title}`);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
  }

  /** The box that asks for something: a list, a text, the palette. */
  get quickInput(): Locator {
    // What it showed last stays in it while it is hidden.
    return this.page.locator('.quick-input-widget').filter({ visible: true });
  }

  /** An entry of the list that is shown, by the words that stand in it. */
  entry(text: string | RegExp): Locator {
    return this.quickInput.locator('.monaco-list-row', { hasText: text });
  }

  /** Types into the box with this title, once it is there, and presses Enter. */
  async answer(title: string, text: string): Promise<void> {
    await this.quickInput.locator('.quick-input-title', { hasText: title }).waitFor();
    await this.quickInput.locator('input[type="text"]').fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** A row of a tree by how a screen reader says it. */
  treeRow(view: string, spoken: string): Locator {
    return this.view(view).locator(`.monaco-list-row[aria-label^="${spoken}"]`).first();
  }

  /** Chooses an entry of the menu of a row, or of a menu in that one. */
  async menu(row: Locator, ...entries: readonly string[]): Promise<void> {
    await row.click({ button: 'right' });
    for (const entry of entries) {
      const item = this.page.locator('.monaco-menu .action-item', { hasText: entry }).first();
      await item.waitFor();
      await item.hover();
      if (entry === entries.at(-1)) await item.click();
    }
  }

  /** Drags a row as a hand does; a point is that far below and right of the corner of a place. */
  async drag(row: Locator, place: Locator, point?: { readonly x: number; readonly y: number }): Promise<void> {
    const { mouse } = this.page;
    const from = await boxOf(row);
    const to = await boxOf(place);
    const target = { x: to.x + (point?.x ?? 90), y: to.y + (point?.y ?? to.height / 2) };
    await mouse.move(from.x + 90, from.y + from.height / 2);
    await mouse.down();
    // A browser begins to drag when the mouse has moved a little, and asks the place more than once.
    await mouse.move(from.x + 96, from.y + from.height / 2 + 12, { steps: 4 });
    await mouse.move(target.x - 3, target.y - 3, { steps: 12 });
    await mouse.move(target.x, target.y, { steps: 3 });
    await mouse.up();
  }

  /** A message at the lower right, by its words. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text });
  }

  /** A question that has to be answered before anything else. */
  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** The CodeLens links of the visible editor with this text. */
  lens(text: string): Locator {
    return this.page.locator('.codelens-decoration a', { hasText: text });
  }

  /** Puts the cursor of the editor with this tab into a line, counted from 1, so that it and what stands above it are drawn. */
  async goToLine(tab: string, line: number): Promise<void> {
    await this.page.locator('.tab', { hasText: tab }).click();
    await this.page.keyboard.press('Control+G');
    await this.page.locator('.quick-input-widget input[type="text"]').fill(`:${line}`);
    await this.page.keyboard.press('Enter');
  }

  /** The content of the webview that is shown; `nth` for more than one. */
  webview(nth = 0): FrameLocator {
    return this.page.locator('iframe.webview').nth(nth).contentFrame().frameLocator('iframe');
  }

  async close(): Promise<void> {
    openPages.delete(this.page);
    await this.browser.close();
  }
}

async function boxOf(place: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  await place.scrollIntoViewIfNeeded();
  const box = await place.boundingBox();
  if (!box) throw new Error('It is not shown, so nothing can be dragged to or from it.');
  return box;
}

/** Pages that are open now: a failing test takes pictures of them. */
export const openPages = new Set<Page>();
