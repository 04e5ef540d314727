import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A made-up configuration folder of the docker command line. */
export class DockerConfig {
  constructor(readonly folder: string) {}

  /** Writes config.json. */
  async configure(text: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeFile(join(this.folder, 'config.json'), text);
  }

  /**
   * Writes a context as `docker context create` does.
   * @param meta content of its meta.json
   * @param files content of its files for TLS by name
   * @returns the path of its meta.json
   */
  async makeContext(
    name: string,
    meta: string,
    files: Readonly<Record<string, string | Buffer>> = {},
  ): Promise<string> {
    const digest = createHash('sha256').update(name).digest('hex');
    const folder = join(this.folder, 'contexts/meta', digest);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'meta.json'), meta);
    const tls = join(this.folder, 'contexts/tls', digest, 'docker');
    if (Object.keys(files).length > 0) await mkdir(tls, { recursive: true });
    for (const [file, content] of Object.entries(files)) await writeFile(join(tls, file), content);
    return join(folder, 'meta.json');
  }
}

/** The meta.json of a context with that address. */
export function contextMeta(name: string, host: string, { description = '', skipTls = false } = {}): string {
  const metadata = description === '' ? {} : { Description: description };
  return JSON.stringify({
    Name: name,
    Metadata: metadata,
    Endpoints: { docker: { Host: host, SkipTLSVerify: skipTls } },
  });
}
