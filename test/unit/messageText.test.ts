import { strict as assert } from 'node:assert';
import { messageText } from '../../src/ui/messageText';

describe('a text for a notification', () => {
  it('makes no link of what VS Code would make one of', () => {
    // As VS Code finds links in notifications and in remarks on what is typed.
    const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;
    for (const name of ['[Fix it](command:evil?%22x%22)', '[a](https://example.org)', '[x]([y](command:z))'])
      assert.doesNotMatch(messageText(`Cannot remove network ${name}.`), link);
    assert.equal(messageText('Ports [::]:80 (tcp) [a] (b)'), 'Ports [::]:80 (tcp) [a] (b)');
  });
});
