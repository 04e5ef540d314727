import { StringDecoder } from 'node:string_decoder';
import { parseJson } from './json';

/** No document of an event stream comes near this; whatever sends more is not what we asked for. */
const longestLine = 16 * 1024 * 1024;

/** Cuts a byte stream into the JSON documents of its lines. A document may come in several chunks, and a character too. */
export class JsonLines {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';

  /**
   * Takes a chunk and gives the documents that it completes.
   * @throws SyntaxError when a line is not JSON. @throws RangeError when one does not end.
   */
  push(chunk: Buffer): unknown[] {
    const lines = (this.rest + this.decoder.write(chunk)).split('\n');
    this.rest = lines.pop() ?? '';
    if (this.rest.length > longestLine) throw new RangeError('a line of the event stream does not end');
    return lines.filter((line) => line.trim() !== '').map(parseJson);
  }
}
