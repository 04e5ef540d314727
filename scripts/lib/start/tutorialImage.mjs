import { busyboxImage, hasImage, makeImage } from '../engine/images.mjs';
import { attempt } from '../run.mjs';
import { say, step } from '../steps.mjs';

/** How long a registry may take; without a network the look-up of its name alone can hang for minutes. */
const pullLimit = 90_000;

/**
 * Sees to it that the tutorial can run: with the image of the registry, or where none can be reached one made here.
 * @param {string} host address of a private engine
 */
export async function provideTutorialImage(host) {
  const { tag } = busyboxImage;
  if (await hasImage(host, tag)) return;
  const pulled = await step(`Get the image ${tag}`, async (progress) => {
    const signal = AbortSignal.timeout(pullLimit);
    const pull = attempt('docker', ['--host', host, 'pull', tag], { onLine: progress, signal });
    return pull.then(
      ({ code }) => code === 0,
      () => false,
    );
  });
  if (pulled) return;
  await step(`Make the image ${tag} on this machine`, () => makeImage(host, busyboxImage));
  say(
    `  No image registry can be reached: ${tag} was made from this machine's BusyBox, and \`docker pull\` will fail.`,
  );
}
