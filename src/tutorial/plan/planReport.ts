import { visibleText } from '../../base/visibleText';
import { placeLabel } from './place';
import type { Plan, Step } from './plan';

/** A plan as data for other programs. Lines are counted from 1. */
export interface PlanReport {
  readonly blocks: readonly {
    readonly line: number;
    readonly endLine: number;
    readonly language: string;
    readonly runnable: boolean;
    readonly commands: readonly {
      readonly line: number;
      readonly text: string;
      /** `host`, a container's name, or `container@LINE` with the line of the command that made it. */
      readonly where: string;
      readonly terminal: number;
      readonly why: string;
      readonly blocking: boolean;
      /** What would be changed in the command before it is typed. */
      readonly changes: readonly string[];
    }[];
  }[];
}

export function reportPlan(plan: Plan): PlanReport {
  return {
    blocks: plan.blocks.map(({ block, runnable, steps }) => ({
      line: block.line + 1,
      endLine: block.endLine + 1,
      language: block.language,
      runnable,
      commands: steps.map((step) => ({
        line: step.line + 1,
        text: step.text,
        where: placeLabel(step.place),
        terminal: step.terminal,
        why: step.why,
        blocking: step.effect.kind === 'blocks',
        changes: [],
      })),
    })),
  };
}

/** A plan as a table for a person: one line a command, its reason below it. */
export function planTable(plan: Plan): string {
  const steps = plan.blocks.flatMap((block) => block.steps);
  if (steps.length === 0) return 'No commands found.\n';
  const rows = steps.map((step) => [`${step.line + 1}`, `${step.terminal}`, placeLabel(step.place), what(step)]);
  const header = ['Line', 'Term', 'Where', 'What is typed'];
  const widths = [0, 1, 2].map((column) =>
    [header, ...rows].reduce((widest, row) => Math.max(widest, (row[column] ?? '').length), 0),
  );
  const indent = ' '.repeat(widths.reduce((sum, width) => sum + width + 2, 0));
  const format = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column < 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ');
  const lines = rows.flatMap((row, index) => [format(row), `${indent}  ${steps[index]?.why ?? ''}`]);
  return `${[format(header), ...lines].map((line) => visibleText(line.trimEnd())).join('\n')}\n`;
}

function what(step: Step): string {
  const marks = {
    none: '',
    nests: '  (opens a shell)',
    blocks: '  (blocks)',
    opensShell: '  (opens a shell)',
    endsShell: '  (ends its shell)',
  };
  return `${step.text.replace(/\n/g, ' ⏎ ')}${marks[step.effect.kind]}`;
}
