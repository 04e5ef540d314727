import type vscode from 'vscode';
import type { UserError } from '../../../base/userError';
import type { ShowError } from '../../showError';
import type { Attempted } from './explainFailure';
import type { LabEngine } from '../labEngine';
import type { LabNode } from '../tree/labNode';
import type { LabTree } from '../tree/labTree';

/** What the commands of the trees work with. */
export interface LabContext {
  readonly engine: LabEngine;
  readonly tree: LabTree;
  readonly views: Readonly<Record<'containers' | 'networks', vscode.TreeView<LabNode>>>;
  readonly showError: ShowError;
  /** What the engine said, and the way forward. */
  explain(error: unknown, attempted: Attempted): UserError;
}

/** What a command was given, of which nothing is known: rows from a menu, a view's id from a key, nothing from the palette. */
export type CommandArguments = readonly unknown[];
