import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** A certificate authority for one test run, made by openssl in a folder of the test's. */
export class Authority {
  private constructor(
    private readonly folder: string,
    private readonly name: string,
    readonly ca: Buffer,
  ) {}

  static async make(folder: string, name: string): Promise<Authority> {
    const ca = join(folder, `${name}.pem`);
    const request = ['req', '-x509', '-days', '2', '-subj', `/CN=${name}`, '-out', ca];
    await run('openssl', [...request, '-keyout', join(folder, `${name}.key`), ...newKey]);
    return new Authority(folder, name, await readFile(ca));
  }

  /** A certificate for a server at 127.0.0.1, or for a client. */
  async issue(use: 'server' | 'client'): Promise<Certificate> {
    const file = (extension: string) => join(this.folder, `${this.name}-${use}.${extension}`);
    const extensions = `extendedKeyUsage=${use}Auth\nsubjectAltName=IP:127.0.0.1\n`;
    await writeFile(file('ext'), extensions);
    await run('openssl', ['req', '-subj', `/CN=${use}`, '-out', file('csr'), '-keyout', file('key'), ...newKey]);
    const signer = ['-CA', join(this.folder, `${this.name}.pem`), '-CAkey', join(this.folder, `${this.name}.key`)];
    const sign = ['x509', '-req', '-days', '2', '-in', file('csr'), '-out', file('crt'), '-extfile', file('ext')];
    await run('openssl', [...sign, ...signer, '-CAcreateserial']);
    return { cert: await readFile(file('crt')), key: await readFile(file('key')) };
  }
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
