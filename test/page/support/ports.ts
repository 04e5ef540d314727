import { createServer } from 'node:net';

/**
 * Fails when a port of this machine is taken: the tutorial's own blocks publish it, so the test could only fail later and say less.
 * Listens there for a moment; connects to nothing.
 */
export async function requireFreePorts(...ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    await new Promise<void>((resolve, reject) => {
      const server = createServer();
      server.once('error', (error) => {
        const what = `Port ${port} of this machine is needed by the tutorial and cannot be had (${error.message}).`;
        reject(new Error(`${what} End the program that uses it: ss -ltnp 'sport = :${port}'`));
      });
      server.listen(port, () => server.close(() => resolve()));
    });
  }
}
