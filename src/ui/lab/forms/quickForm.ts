import vscode = require('vscode');
import { messageText } from '../../messageText';
import { literalText } from '../literalText';
import type { Remark } from './networkDraft';

/** A line of a form: what it is called, what it holds, and what is to be said of that. */
export interface FormRow {
  readonly id: string;
  readonly label: string;
  readonly icon: string;
  /** As it is now, or what becomes of it when it is left empty. */
  readonly value: string;
  readonly remark?: Remark;
}

export interface QuickForm {
  readonly title: string;
  /** The row that ends the form: `Create Network front`. */
  readonly submit: () => string;
  readonly rows: () => readonly FormRow[];
  /** Lets the person change a row. */
  readonly edit: (id: string) => Promise<void>;
}

const submitId = ' submit';

/**
 * A form as a list that comes back until it is sent: Enter on a row changes it, Enter on the first row sends the form, or goes to the
 * row that keeps it from being sent. Resolves with whether it was sent.
 */
export async function showForm(form: QuickForm): Promise<boolean> {
  let active = submitId;
  for (;;) {
    const chosen = await pickRow(form, active);
    if (chosen === undefined) return false;
    const fault = form.rows().find(({ remark }) => remark?.severity === 'error');
    if (chosen === submitId && !fault) return true;
    active = chosen === submitId ? (fault?.id ?? submitId) : chosen;
    await form.edit(active);
  }
}

interface RowItem extends vscode.QuickPickItem {
  readonly id: string;
}

function pickRow(form: QuickForm, active: string): Promise<string | undefined> {
  const picker = vscode.window.createQuickPick<RowItem>();
  picker.title = form.title;
  picker.placeholder = 'Enter on the first line finishes, on any other changes it; Escape cancels';
  picker.ignoreFocusOut = true;
  picker.items = [
    { id: submitId, label: literalText(form.submit()), iconPath: new vscode.ThemeIcon('check') },
    ...form.rows().map(({ id, label, icon, value, remark }) => ({
      id,
      label,
      description: literalText(value),
      iconPath: new vscode.ThemeIcon(remark ? (remark.severity === 'error' ? 'error' : 'warning') : icon),
      ...(remark && { detail: literalText(remark.message) }),
    })),
  ];
  picker.activeItems = picker.items.filter(({ id }) => id === active);
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.activeItems[0]?.id);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

/** Asks for a text that is checked while it is typed. `undefined` when the person leaves it as it was. */
export function askForText(
  question: Pick<vscode.InputBoxOptions, 'title' | 'prompt' | 'placeHolder' | 'value'>,
  check: (text: string) => Remark | undefined,
): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    ...question,
    ignoreFocusOut: true,
    validateInput: (text) => {
      const remark = check(text);
      if (!remark) return undefined;
      const { InputBoxValidationSeverity: severities } = vscode;
      return {
        message: messageText(remark.message),
        severity: remark.severity === 'error' ? severities.Error : severities.Warning,
      };
    },
  });
}
