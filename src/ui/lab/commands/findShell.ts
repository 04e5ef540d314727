import type { LabActions } from '../../../engine/labActions';

/** In the order in which a person wants them, and where images have them. */
const shells = ['bash', 'ash', 'sh'].flatMap((name) =>
  ['/bin/', '/usr/bin/', '/usr/local/bin/'].map((folder) => folder + name),
);

/** The best shell that a container has. Looks into its file system: nothing is run to find out. */
export async function findShell(containerId: string, actions: LabActions): Promise<string | undefined> {
  for (const path of shells) if (await actions.hasFile(containerId, path)) return path;
  return undefined;
}
