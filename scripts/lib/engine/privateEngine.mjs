import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { withLock } from '../lock.mjs';
import { identify, isAlive, ownIdentity } from '../processIdentity.mjs';
import { attempt, run } from '../run.mjs';
import { which } from '../which.mjs';
import { answers, callEngine } from './api.mjs';
import { bridgesOf, makeBridge, removeDevices } from './devices.mjs';
import { cleanFirewall, keepOthersRules, rememberFirewall } from './firewall.mjs';
import { killAll, listProcesses, waitForEnd } from './processes.mjs';
import { pickSubnet, takenSubnets } from './subnet.mjs';

/**
 * @typedef {object} EngineRecord what is written down beside a running engine, so that any process can find, restart or end it
 * @property {string} folder
 * @property {number} second its subnet is 10.SECOND.0.0/16
 * @property {boolean} disposable whether its data is thrown away with it
 * @property {string} [dockerd] identity of the process
 * @property {import('./firewall.mjs').Before} before
 */

/** Sockets want short paths (a limit of 107 bytes), and what is here is gone after a reboot, like the processes it names. */
const runtimeFolder = '/run/docker-network-lab';
const startLimit = 60_000;

/**
 * One engine at a time changes this machine's network: two would find the same subnet free, and take what the other one is
 * just removing for something to be kept.
 * @template T
 * @param {() => Promise<T>} work
 */
const withNetwork = (work) => withLock(join(runtimeFolder, 'network.lock'), work);

/**
 * A Docker Engine of our own: its data in one folder, its networks in a subnet nobody else uses, and nothing left of it on
 * this machine but that folder once it is stopped. Linux, root.
 *
 * An instance holds no state: several processes may each make one for the same folder.
 */
export class PrivateEngine {
  /**
   * @param {string} folder where its images, containers and log are kept
   * @param {{ disposable?: boolean }} [options] disposable: the folder is removed when the engine is stopped
   */
  constructor(folder, { disposable = false } = {}) {
    this.folder = folder;
    this.disposable = disposable;
    this.key = createHash('sha256').update(folder).digest('hex').slice(0, 8);
    this.run = join(runtimeFolder, this.key);
    this.socket = join(this.run, 'docker.sock');
    /** What DOCKER_HOST is to be. */
    this.host = `unix://${this.socket}`;
    this.bridge = `dnl-${this.key}`;
    this.dataRoot = join(folder, 'data');
    this.execRoot = join(this.run, 'exec');
    this.pidFile = join(this.run, 'dockerd.pid');
    this.settingsFile = join(this.run, 'daemon.json');
    this.logFile = join(folder, 'dockerd.log');
  }

  /**
   * Starts it for this process, or joins those that use it already. The last one to leave stops it.
   * @param {(text: string) => void} [progress]
   */
  acquire(progress) {
    return this.#locked(async () => {
      await mkdir(join(this.run, 'users'), { recursive: true, mode: 0o700 });
      await writeFile(join(this.run, 'users', ownIdentity()), '');
      await this.#start(progress);
    });
  }

  /** Ends this process's use; stops the engine unless another live process uses it. */
  release() {
    return this.#locked(async () => {
      await rm(join(this.run, 'users', ownIdentity()), { force: true });
      if (!(await this.#isUsed())) await this.#stop();
    });
  }

  /** Starts it again, for example after `kill`; returns once it answers. */
  start() {
    return this.#locked(() => this.#start());
  }

  /** Ends dockerd as a crash would: at once, with its containers and networks left as they are. */
  async kill() {
    const record = await this.#record();
    if (record?.dockerd && isAlive(record.dockerd)) await killAll([Number.parseInt(record.dockerd, 10)]);
  }

  /** Stops dockerd in order and its containers with it, as a service manager does; networks and data stay for `start`. */
  shutDown() {
    return this.#locked(() => this.#shutDown());
  }

  /** Stops it and removes every trace but its data. */
  stop() {
    return this.#locked(() => this.#stop());
  }

  /** @returns {Promise<boolean>} whether it runs and answers */
  async isUp() {
    const record = await this.#record();
    return record?.dockerd !== undefined && isAlive(record.dockerd) && (await answers(this.socket));
  }

  /**
   * @template T
   * @param {() => Promise<T>} work
   */
  #locked(work) {
    return withLock(`${this.run}.lock`, work);
  }

  /** @returns {Promise<EngineRecord | undefined>} */
  async #record() {
    try {
      return JSON.parse(await readFile(join(this.run, 'engine.json'), 'utf8'));
    } catch {
      return undefined;
    }
  }

  /** @param {EngineRecord} record */
  async #write(record) {
    await writeFile(join(this.run, 'engine.json'), JSON.stringify(record));
  }

  async #isUsed() {
    const users = await readdir(join(this.run, 'users')).catch(() => []);
    return users.some(isAlive);
  }

  /** @param {(text: string) => void} [progress] */
  async #start(progress) {
    if (await this.isUp()) return;
    let record = await this.#record();
    if (record?.dockerd && isAlive(record.dockerd)) await this.#shutDown();
    await mkdir(this.run, { recursive: true, mode: 0o700 });
    await mkdir(this.dataRoot, { recursive: true });
    // The earlier dockerd is gone: a pid file that it left would keep the next one from starting.
    await rm(this.pidFile, { force: true });
    await this.#forgetDeadContainerd();
    await rm(this.socket, { force: true });
    // A settings file for the machine's own engine is not meant for this one.
    await writeFile(this.settingsFile, '{}');
    try {
      await withNetwork(async () => {
        const restoreOthers = await keepOthersRules();
        // A record is there after `kill` or `shutDown`: the bridge is too, and containers hold addresses of its subnet.
        record ??= await this.#prepareNetwork();
        progress?.('waiting for it to answer');
        record.dockerd = this.#spawn(record);
        await this.#write(record);
        await this.#waitUntilUp(record.dockerd).finally(restoreOthers);
      });
    } catch (error) {
      await this.#stop();
      throw error;
    }
  }

  /** @returns {Promise<EngineRecord>} */
  async #prepareNetwork() {
    await removeDevices([this.bridge, ...(await bridgesOf(this.dataRoot))]);
    const second = pickSubnet(await takenSubnets(), Number.parseInt(this.key, 16));
    if (second === undefined)
      throw new Error('every 10.N.0.0/16 from 10.64 to 10.191 is routed somewhere on this machine');
    const before = await rememberFirewall();
    await makeBridge(this.bridge, `10.${second}.0.1/24`);
    const record = { folder: this.folder, second, disposable: this.disposable, before };
    await this.#write(record);
    return record;
  }

  /**
   * @param {EngineRecord} record
   * @returns {string} the new process's identity
   */
  #spawn({ second }) {
    const dockerd = which('dockerd');
    if (!dockerd) throw new Error('dockerd is not installed');
    mkdirSync(this.folder, { recursive: true });
    const log = openSync(this.logFile, 'w');
    const child = spawn(
      dockerd,
      [
        `--host=${this.host}`,
        `--data-root=${this.dataRoot}`,
        `--exec-root=${this.execRoot}`,
        `--pidfile=${this.pidFile}`,
        `--bridge=${this.bridge}`,
        `--default-address-pool=base=10.${second}.128.0/17,size=24`,
        // Where containerd runs as a service it is shared: names of our own keep our containers apart.
        `--containerd-namespace=${this.bridge}`,
        `--containerd-plugins-namespace=${this.bridge}-plugins`,
        `--config-file=${this.settingsFile}`,
      ],
      { stdio: ['ignore', log, log], detached: true, env: { ...process.env, TMPDIR: process.env['TMPDIR'] ?? '/tmp' } },
    );
    child.unref();
    closeSync(log);
    child.on('error', () => undefined);
    const identity = child.pid === undefined ? undefined : identify(child.pid);
    if (identity === undefined) throw new Error('dockerd ended at once');
    return identity;
  }

  /**
   * A killed dockerd takes its containerd along, but a dead process that nobody has collected yet still looks alive to the next
   * dockerd, which would then wait for it in vain.
   */
  async #forgetDeadContainerd() {
    const file = join(this.execRoot, 'containerd/containerd.pid');
    const pid = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
    const identity = pid > 0 ? identify(pid) : undefined;
    if (identity !== undefined) await waitForEnd(identity, 3000, isAlive);
    if (identity === undefined || !isAlive(identity)) await rm(file, { force: true });
  }

  /** @param {string} dockerd */
  async #waitUntilUp(dockerd) {
    const until = Date.now() + startLimit;
    while (!(await answers(this.socket))) {
      const ended = !isAlive(dockerd);
      if (ended || Date.now() > until) {
        const log = (await readFile(this.logFile, 'utf8').catch(() => '')).trim().split('\n').slice(-8).join('\n    ');
        throw new Error(
          `dockerd ${ended ? 'ended' : `did not answer within ${startLimit / 1000} s`}. Its last lines:\n    ${log}`,
        );
      }
      await delay(100);
    }
  }

  async #shutDown() {
    const record = await this.#record();
    if (!record?.dockerd || !isAlive(record.dockerd)) return;
    await this.#stopContainers();
    process.kill(Number.parseInt(record.dockerd, 10), 'SIGTERM');
    if (!(await waitForEnd(record.dockerd, 20_000, isAlive))) await killAll([Number.parseInt(record.dockerd, 10)]);
  }

  /** A shell as a container's first process ignores the polite signal: without this the end would take ten seconds. */
  async #stopContainers() {
    try {
      /** @type {{ Id: string }[]} */
      const containers = JSON.parse((await callEngine(this.socket, 'GET', '/containers/json')).body);
      await Promise.all(
        containers.map(({ Id }) => callEngine(this.socket, 'POST', `/containers/${Id}/stop?t=1`, 10_000)),
      );
    } catch {
      // An engine that does not answer is ended all the same.
    }
  }

  async #stop() {
    const record = await this.#record();
    await this.#shutDown();
    await this.#killRemains();
    await withNetwork(async () => {
      const subnet = record && `10.${record.second}.`;
      const devices = [this.bridge, ...(await bridgesOf(this.dataRoot, subnet))];
      await removeDevices(devices);
      if (subnet) await cleanFirewall(devices, subnet, record.before);
    });
    await this.#unmount();
    await rm(this.run, { recursive: true, force: true, maxRetries: 5 });
    if (record?.disposable ?? this.disposable) await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** containerd, its shims and their containers stay behind when dockerd was killed. */
  async #killRemains() {
    const all = listProcesses();
    const ours = all.filter(
      ({ args }) =>
        /(^|\/)(dockerd|containerd(-shim[\w-]*)?)$/.test(args[0] ?? '') &&
        args.some((arg) => arg.includes(this.execRoot) || arg === this.bridge),
    );
    const pids = ours.map(({ pid }) => pid);
    const containers = all.filter(({ parent }) =>
      ours.some(({ pid, args }) => pid === parent && /shim/.test(args[0] ?? '')),
    );
    await killAll([...containers.map(({ pid }) => pid), ...pids]);
    await this.#removeShimSockets();
  }

  /** A shim's socket lies outside all our folders; the shim wrote down where. */
  async #removeShimSockets() {
    const state = join(this.execRoot, 'containerd/daemon/io.containerd.runtime.v2.task', this.bridge);
    for (const id of await readdir(state).catch(() => [])) {
      const address = await readFile(join(state, id, 'address'), 'utf8').catch(() => '');
      const path = address.trim().replace(/^unix:\/\//, '');
      if (path.startsWith('/run/containerd/s/')) await rm(path, { force: true });
    }
  }

  async #unmount() {
    const mounts = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n').map((line) => line.split(' ')[4] ?? '');
    // The innermost first.
    for (const mount of mounts.reverse())
      if (mount.startsWith(`${this.run}/`) || mount.startsWith(`${this.folder}/`))
        await attempt('umount', ['--lazy', mount]);
  }
}

/** Stops engines that are to be thrown away and whose users are all gone: what a killed test run left. */
export async function sweepEngines() {
  for (const entry of await readdir(runtimeFolder).catch(() => [])) {
    try {
      /** @type {EngineRecord} */
      const record = JSON.parse(await readFile(join(runtimeFolder, entry, 'engine.json'), 'utf8'));
      if (!record.disposable) continue;
      const engine = new PrivateEngine(record.folder, { disposable: true });
      const users = await readdir(join(engine.run, 'users')).catch(() => []);
      if (!users.some(isAlive)) await engine.stop();
    } catch {
      // No engine, or one that another run is just making or ending.
    }
  }
}

/** @returns {Promise<string>} version of the installed dockerd */
export const dockerdVersion = async () => (await run(which('dockerd') ?? 'dockerd', ['--version'])).trim();
