import type { SimpleCommand } from './commandLine';
import { hasFlag } from './holdingPrograms';
import { isShell } from './programs';

const machineShells = new Map(
  Object.entries({
    ...{
      'docker-machine': /^ssh /,
      vagrant: /^ssh(?: |$)/,
      multipass: /^shell(?: |$)/,
      minikube: /^ssh(?: |$)/,
      limactl: /^shell /,
    },
    ...{ podman: /^machine ssh/, colima: /^ssh/, kind: /^$/, gcloud: /^compute ssh / },
  }),
);

/** The machine or container that a command of another tool opens a shell in: `ssh host`, `kubectl exec -ti pod -- sh`, `kubectl run`. */
export function remoteShellOf({
  program: tool,
  words,
  fed,
  background,
}: SimpleCommand): { readonly kind: 'machine' | 'container'; readonly name: string } | undefined {
  if (fed || background) return undefined;
  const args = words.slice(1);
  if (tool === 'ssh') {
    const valued = /^-[bcDEeFIiJLlmOopQRSWw]$/;
    let at = 0;
    for (; (args[at] ?? '').startsWith('-'); at++) if (valued.test(args[at] ?? '')) at++;
    const to = args[at];
    if (to === undefined || args.length > at + 1 || hasFlag(args.slice(0, at), 'NVfT')) return undefined;
    return { kind: 'machine', name: to.slice(to.lastIndexOf('@') + 1) };
  }
  const enters = machineShells.get(tool);
  if (enters?.test(args.join(' '))) {
    const plain = args.slice(tool === 'podman' || tool === 'gcloud' ? 2 : 1).filter((arg) => !arg.startsWith('-'));
    return plain.length > 1 && tool !== 'gcloud' ? undefined : { kind: 'machine', name: plain[0] ?? tool };
  }
  if (['kubectl', 'oc', 'lxc', 'incus', 'k3s'].includes(tool)) {
    const verb = args.findIndex((arg) => arg === 'exec' || (arg === 'run' && hasFlag(args, 'i') && hasFlag(args, 't')));
    if (verb < 0) return undefined;
    const dashes = args.indexOf('--');
    const before = args.slice(verb + 1, dashes < 0 ? undefined : dashes);
    const names = before.filter(
      (arg, index) => !arg.startsWith('-') && !/^-(?:c|n|-container|-namespace|-image)$/.test(before[index - 1] ?? ''),
    );
    const inside = dashes < 0 ? names.slice(1) : args.slice(dashes + 1);
    return names[0] !== undefined && isShell(inside) ? { kind: 'container', name: names[0] } : undefined;
  }
  return undefined;
}
