import type { RstLines } from './rstLines';

export const field = /^:(?![: ])(?<name>(?:[^:\\]|\\.|:(?![ `]|$))*)(?<! ):(?:[ \t]+(?<body>.*))?$/;

/** What a directive is given before its content, which begins at the first blank line. */
export interface DirectiveHead {
  /** Its arguments, and from the first option on only options. */
  readonly words: readonly string[];
  readonly options: ReadonlyMap<string, string>;
  /** Index of the line that the first option stands on. */
  readonly optionsFrom: number | undefined;
  /** There is something between the options that is none, which docutils shows as an error. */
  readonly isBroken: boolean;
  /** Indices of the lines where its content begins and ends, and their indentation. */
  readonly from: number;
  readonly end: number;
  readonly margin: number;
}

/**
 * Reads the head of the directive at the current line, which stays current.
 *
 * @param argument what stands behind its name
 */
export function directiveHead(lines: RstLines, argument: string, column: number): DirectiveHead {
  const { end, margin } = lines.region(column);
  const options = new Map<string, string>();
  let words = '';
  let isBroken = false;
  let optionsFrom: number | undefined;
  let from = lines.at;
  // The text behind the directive's name stands at the margin, wherever that is.
  let text = argument;
  let isAtMargin = true;
  do {
    const found = isAtMargin ? field.exec(text)?.groups : undefined;
    if (found) {
      const name = (found['name'] ?? '').trim();
      isBroken ||= options.has(name) || /\s/.test(name);
      options.set(name, (found['body'] ?? '').trim());
      optionsFrom ??= from;
    } else if (optionsFrom === undefined) words += ` ${text}`;
    else isBroken ||= isAtMargin;
    from++;
    text = lines.line(from).raw.trim();
    isAtMargin = lines.line(from).indent === margin;
  } while (from < end && !lines.line(from).blank);
  return { words: words.split(/\s+/).filter((word) => word !== ''), options, optionsFrom, isBroken, from, end, margin };
}

/**
 * Reads the head of a directive without arguments: what stands behind its name is the first line of its text, if it is no option. Its
 * options, which end that line, are made blank lines of.
 */
export function textHead(
  lines: RstLines,
  argument: string,
  column: number,
): DirectiveHead & { readonly first: string } {
  const head = directiveHead(lines, argument, column);
  const { from, optionsFrom = from } = head;
  lines.blankOut(Math.max(optionsFrom, lines.at + 1), from);
  return { ...head, first: optionsFrom === lines.at ? '' : argument };
}
