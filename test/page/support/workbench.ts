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

/** Pages that are open now: a failing test takes pictures of them. */
export const openPages = new Set<Page>();
