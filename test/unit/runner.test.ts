import { strict as assert } from 'node:assert';
import { Emitter } from '../../src/base/event';
import type { Container, ContainerState } from '../../src/model/container';
import { emptyLab, type Lab } from '../../src/model/lab';
import type { Completion, Lane, LaneHost, LaneState, LaneTask, TypedLine } from '../../src/runner/lane';
import { resolve } from '../../src/runner/resolve';
import { runBlock, type RunOutcome, type RunProgress } from '../../src/runner/runBlock';
import { host, type Place } from '../../src/tutorial/plan/place';
import { plan } from '../../src/tutorial/plan/plan';

/** A lane without a terminal: the test says how a typed line comes out. */
class FakeLane implements Lane {
  readonly typed: string[] = [];
  private readonly changes = new Emitter<void>();
  readonly onDidChange = this.changes.event;
  state: LaneState = 'free';
  task: LaneTask | undefined;
  private finish: ((completion: Completion) => void) | undefined;

  constructor(
    readonly terminal: number,
    public place: Place = host,
    readonly name = `t${terminal}`,
    readonly id = name,
  ) {}

  type(line: TypedLine): Promise<Completion> {
    assert.equal(this.state, 'free', 'typed into a lane that is not free');
    this.typed.push(line.text);
    this.state = 'busy';
    this.task = line;
    return new Promise((finish) => (this.finish = finish));
  }

  end(completion: Completion): void {
    if (completion.kind === 'opened' && this.task?.opens) this.place = this.task.opens;
    this.state = 'free';
    this.task = undefined;
    this.finish?.(completion);
    this.changes.fire();
  }

  assumeFree(): void {}
  show(): void {}
}

class FakeLanes implements LaneHost {
  lanes: FakeLane[] = [];
  lanesOf = () => this.lanes;
  open(_document: string, terminal: number): FakeLane {
    const lane = new FakeLane(terminal);
    this.lanes.push(lane);
    return lane;
  }
}

function labWith(...containers: readonly (readonly [name: string, state: ContainerState])[]): Lab {
  const made = containers.map(([name, state], index): Container => {
    const common = { labels: {}, networkMode: 'bridge', ports: [], links: [], image: 'busybox' };
    return { ...common, id: `${index}`.repeat(64), name, state };
  });
  return { ...emptyLab, containers: new Map(made.map((container) => [container.id, container])) };
}

const text = [
  ...['Open::', '', '  $ docker run -ti --rm --name relay busybox sh', ''],
  ...['Listen in the ``relay`` container::', '', '  $ nc -lp 80', ''],
  ...['From the host::', '', '  $ docker ps', '  $ nc 127.0.0.1 80', '  $ docker port relay', ''],
].join('\n');
const planned = plan(text, 'restructuredtext');
const blockOf = (index: number) => {
  const found = planned.blocks[index];
  assert.ok(found);
  return found;
};
const [opener, relay, onHost] = [blockOf(0), blockOf(1), blockOf(2)];
const stepOf = (index: number, step = 0) => {
  const found = blockOf(index).steps[step];
  assert.ok(found);
  return found;
};
const inRelay = stepOf(1).place;

describe('resolving a step against what is live', () => {
  const kindOf = (index: number, lab: Lab, lanes: readonly Lane[]) => resolve(stepOf(index), planned, lab, lanes).kind;
  const running = labWith(['relay', 'running']);

  it('types where the plan says when that is free, and opens what is missing', () => {
    assert.deepEqual(resolve(stepOf(0), planned, emptyLab, []), { kind: 'open', terminal: 1 });
    const free = new FakeLane(1);
    assert.deepEqual(resolve(stepOf(0), planned, emptyLab, [free]), { kind: 'type', lane: free });
  });

  it('types inside a container only in a terminal that is inside it', () => {
    const inside = new FakeLane(7, inRelay);
    assert.deepEqual(resolve(stepOf(1), planned, running, [new FakeLane(1), inside]), { kind: 'type', lane: inside });
  });

  it('offers the block that makes a container which does not run', () => {
    for (const lab of [emptyLab, labWith(['relay', 'exited'])]) {
      const found = resolve(stepOf(1), planned, lab, [new FakeLane(1)]);
      assert.ok(found.kind === 'offerOpener');
      assert.equal(found.opener, opener);
    }
  });

  it('offers a shell in a container that runs and has no terminal', () => {
    assert.equal(kindOf(1, running, [new FakeLane(1)]), 'offerShell');
  });

  it('waits for a shell that is being opened', () => {
    const lane = new FakeLane(1);
    void lane.type({ text: 'docker run', effect: 'opensShell', inLab: true, opens: stepOf(0).opens ?? assert.fail() });
    assert.deepEqual(resolve(stepOf(1), planned, emptyLab, [lane]), { kind: 'wait', lane, opening: true });
    assert.equal(kindOf(0, emptyLab, [lane]), 'alreadyOpen');
  });

  it('names what keeps a terminal busy, and waits for what ends by itself', () => {
    const lane = new FakeLane(1, inRelay);
    void lane.type({ text: 'nc -lp 80', effect: 'blocks', inLab: true });
    const found = resolve(stepOf(1), planned, running, [lane]);
    assert.ok(found.kind === 'busy');
    assert.equal(found.by.text, 'nc -lp 80');
    lane.task = { text: 'ls', effect: 'none' };
    assert.equal(kindOf(1, running, [lane]), 'wait');
  });

  it('does not open a container twice, nor type a host command into its shell', () => {
    const inside = new FakeLane(1, inRelay);
    assert.equal(kindOf(0, running, [inside]), 'alreadyOpen');
    const other = new FakeLane(2, { kind: 'container', name: 'else', key: 'else' });
    const found = resolve(stepOf(2), planned, running, [inside, other]);
    assert.ok(found.kind === 'open' && ![1, 2].includes(found.terminal));
  });
});

describe('running a block', () => {
  let lanes: FakeLanes;
  let lab: Lab;
  let progress: string[];
  beforeEach(() => {
    lanes = new FakeLanes();
    lab = emptyLab;
    progress = [];
  });

  const run = (
    block: typeof opener,
    signal = new AbortController().signal,
    patience = 50,
    ready = () => Promise.resolve(),
  ): Promise<RunOutcome> =>
    runBlock(
      { document: 'd', plan: planned, block, signal, report: (now: RunProgress) => progress.push(now.kind) },
      {
        view: {
          get lab() {
            return lab;
          },
          onDidChangeLab: new Emitter<void>().event,
        },
        lanes,
        patience,
        ready,
      },
    );
  const turn = () => new Promise((done) => setImmediate(done));
  const lane = (index: number) => lanes.lanes[index] ?? assert.fail(`no lane ${index}`);

  it('types a line when the one before has ended, and a blocking one without waiting for it', async () => {
    const outcome = run(onHost);
    await turn();
    assert.deepEqual(lane(0).typed, ['docker ps']);
    lane(0).end({ kind: 'ended', exitCode: 0 });
    await turn();
    assert.deepEqual(lane(0).typed, ['docker ps', 'nc 127.0.0.1 80']);
    await turn();
    assert.deepEqual(lane(1).typed, ['docker port relay']);
    lane(1).end({ kind: 'ended', exitCode: 0 });
    assert.deepEqual(await outcome, { kind: 'ended', exitCode: 0, lane: lane(1) });
  });

  it('types nothing after a line that failed', async () => {
    const outcome = run(onHost);
    await turn();
    lane(0).end({ kind: 'ended', exitCode: 2 });
    assert.deepEqual(await outcome, { kind: 'ended', exitCode: 2, lane: lane(0) });
    assert.deepEqual(lane(0).typed, ['docker ps']);
  });

  it('waits until a shell is open that another block is opening', async () => {
    const first = run(opener);
    await turn();
    const second = run(relay);
    await turn();
    assert.deepEqual(progress, ['running', 'waiting']);
    lab = labWith(['relay', 'running']);
    lane(0).end({ kind: 'opened' });
    await first;
    await turn();
    assert.deepEqual(lane(0).typed.at(-1), 'nc -lp 80');
    lane(0).end({ kind: 'ended', exitCode: 0 });
    assert.equal((await second).kind, 'ended');
  });

  it('types nothing when its engine was left while it waited', async () => {
    const held = lanes.open('d', stepOf(2).terminal);
    void held.type({ text: 'sleep 1', effect: 'none', inLab: true });
    let left = false;
    const outcome = run(onHost, undefined, 60_000, () =>
      left ? Promise.reject(new Error('left')) : Promise.resolve(),
    );
    await turn();
    left = true;
    held.end({ kind: 'ended', exitCode: 0 });
    await assert.rejects(outcome, /left/);
    assert.deepEqual(held.typed, ['sleep 1']);
  });

  it('gives up waiting for a command that does not end, naming it', async () => {
    const stuck = lanes.open('d', stepOf(2).terminal);
    void stuck.type({ text: 'sleep 99', effect: 'none', inLab: true });
    const outcome = await run(onHost, undefined, 5);
    assert.ok(outcome.kind === 'stopped' && outcome.resolution.kind === 'busy');
    assert.equal(outcome.resolution.by.text, 'sleep 99');
    assert.deepEqual(stuck.typed, ['sleep 99']);
  });

  it('types nothing of a block that holds control characters', async () => {
    const hostile = plan('```sh\ndocker ps\necho hi\u0015docker rm a\n```\n', 'markdown');
    const [block] = hostile.blocks;
    assert.ok(block);
    await assert.rejects(run(block), /Line 3 was not typed: it holds control characters/);
    assert.equal(lanes.lanes.length, 0);
  });

  it('stops at a step that needs a decision', async () => {
    const outcome = await run(relay);
    assert.ok(outcome.kind === 'stopped');
    assert.deepEqual([outcome.index, outcome.resolution.kind], [0, 'offerOpener']);
  });

  it('ends its waiting when it is told to', async () => {
    const stuck = lanes.open('d', stepOf(2).terminal);
    void stuck.type({ text: 'sleep 99', effect: 'none', inLab: true });
    const controller = new AbortController();
    const outcome = run(onHost, controller.signal, 60_000);
    await turn();
    controller.abort();
    assert.equal((await outcome).kind, 'cancelled');
  });
});
