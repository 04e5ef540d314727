import vscode = require('vscode');
import type { DocumentFormat } from '../../tutorial/document/readDocument';
import { plan, type Plan, type PlannedBlock } from '../../tutorial/plan/plan';

const formats: Readonly<Record<string, DocumentFormat>> = {
  restructuredtext: 'restructuredtext',
  markdown: 'markdown',
};

/** Plans of open documents, made once for each version. */
export class PlanCache {
  private readonly plans = new WeakMap<vscode.TextDocument, { readonly version: number; readonly plan: Plan }>();

  /** Undefined for a document that cannot be run. */
  planOf(document: vscode.TextDocument): Plan | undefined {
    const format = formats[document.languageId];
    if (!format) return undefined;
    const known = this.plans.get(document);
    if (known?.version === document.version) return known.plan;
    const fresh = plan(document.getText(), format);
    this.plans.set(document, { version: document.version, plan: fresh });
    return fresh;
  }
}

/** The runnable block that a line (from 0) is in, or stands right above: `.. code-block::` and its options belong to it. */
export function blockAt(plan: Plan, line: number): PlannedBlock | undefined {
  const runnable = plan.blocks.filter((block) => block.runnable);
  const inside = runnable.find(({ block }) => block.line <= line && line <= block.endLine);
  return inside ?? runnable.find(({ block }) => block.head <= line && line < block.line);
}

const keys = new WeakMap<Plan, ReadonlyMap<PlannedBlock, string>>();

/** The same for the same block wherever the text around it moves: its text, and which of those with that text it is. */
export function blockKey(plan: Plan, wanted: PlannedBlock): string {
  let known = keys.get(plan);
  if (!known) keys.set(plan, (known = keysOf(plan)));
  return known.get(wanted) ?? '';
}

/** The block with that key, if it is still there as it was. */
export function blockWithKey(plan: Plan, key: string): PlannedBlock | undefined {
  return plan.blocks.find((block) => blockKey(plan, block) === key);
}

function keysOf(plan: Plan): Map<PlannedBlock, string> {
  const found = new Map<PlannedBlock, string>();
  const counts = new Map<string, number>();
  for (const planned of plan.blocks) {
    const text = planned.block.lines.map((line) => line.text).join('\n');
    const count = counts.get(text) ?? 0;
    counts.set(text, count + 1);
    found.set(planned, `${count} ${text}`);
  }
  return found;
}
