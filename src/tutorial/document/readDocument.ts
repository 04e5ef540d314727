import { readMarkdown } from './markdown';
import { readRst } from './rst';
import type { DocumentReading } from './shellBlock';

export type DocumentFormat = 'restructuredtext' | 'markdown';

/** By the ending of a file's name; reStructuredText where it tells nothing. */
export function formatOfFile(name: string): DocumentFormat {
  return /\.(?:md|markdown|mdown|mkdn?|mdx|mdwn|qmd|rmd)$/i.test(name) ? 'markdown' : 'restructuredtext';
}

/** Finds the literal blocks of a document. Never throws. */
export function readDocument(text: string, format: DocumentFormat): DocumentReading {
  return format === 'markdown' ? readMarkdown(text) : readRst(text);
}
