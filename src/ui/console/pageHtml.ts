import { randomBytes } from 'node:crypto';
import vscode = require('vscode');

/** Folder of the built pages, the only one that a page may load from. */
export function pagesFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

/**
 * The document that loads a page's script and style sheet. Nothing of it comes from outside: names and bytes reach the page in
 * messages only. The script runs by its nonce; `csp-nonce` is where the toolkit looks for the nonce of the style
 * element with which it asks the browser what it can do.
 */
export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri, page: string): string {
  const nonce = randomBytes(16).toString('base64url');
  const uri = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(pagesFolder(extensionUri), file)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${nonce}">
<link rel="stylesheet" href="${uri(`${page}.css`)}">
<title>Netcat console</title>
</head>
<body>
<script nonce="${nonce}" src="${uri(`${page}.js`)}"></script>
</body>
</html>`;
}
