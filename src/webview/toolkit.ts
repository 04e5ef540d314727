import {
  Button,
  Dropdown,
  provideVSCodeDesignSystem,
  TextField,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';

/** The controls that pages are made of. This is the only file that knows where they come from. */
export { Button, Dropdown, TextField };

/** Defines the controls as custom elements: `vscode-button`, `vscode-dropdown`, `vscode-option`, `vscode-text-field`. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeDropdown(), vsCodeOption(), vsCodeTextField());
}
