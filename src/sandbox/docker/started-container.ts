import { EventEmitter } from 'node:events';
import { type Duplex, PassThrough, type Readable } from 'node:stream';
import type { StageLimits } from '../../kernel/run-request.js';
import { SLOTS } from '../slots.js';
import type { StartedStage, Usage } from '../stage.js';
import type { StageContent } from '../toolchain-run.js';
import { containerOf, newMark, secondsOf } from './container.js';
import type { ContainerUsage, DockerEngine } from './engine.js';
import { Frames } from './frames.js';
import { Preamble } from './preamble.js';

/** What a compiler may leave, in bytes of a tar archive. */
const MAX_ARTIFACT_BYTES = 32 * 1024 * 1024;

/** Each look is a request to the engine. */
const LOOK_EVERY_MS = 100;

const KILL_AGAIN_MS = 100;

/** What the kernel counts in steps may end just below the limit. */
const ALMOST_BYTES = 1024 * 1024;

const KILLED = 137;

export interface ContainerFrame {
  readonly engine: DockerEngine;
  readonly image: string;
  readonly seccomp: object;
  /** Of the users that its programs are, one for each slot. */
  readonly firstUid: number;
}

export interface StartedContainer extends StartedStage {
  /** What a compiler left, once it is over; null when it was too much. */
  artifact(): Buffer | null;
}

/** Creates a container, hands it its files, and starts it. Nothing is left of one that could not be started. */
export async function startContainer(
  { engine, image, seccomp, firstUid }: ContainerFrame,
  slot: number,
  limits: StageLimits,
  content: StageContent,
): Promise<StartedContainer> {
  const mark = newMark();
  const id = await engine.create(containerOf(image, seccomp, firstUid + (slot % SLOTS), limits, content));
  let streams: Duplex | null = null;
  try {
    // Before it starts, so that no byte is missed.
    streams = await engine.attach(id);
    await engine.start(id);
    streams.write(mark);
    streams.write(content.files);
    if (content.kind !== 'compile') streams.write(content.artifact);
    if (content.input) content.input.pipe(streams);
    else streams.end();
    const handsOver = content.kind === 'compile';
    return new Container(engine, id, streams, limits, new Preamble(mark, handsOver), handsOver);
  } catch (error) {
    streams?.destroy();
    await engine.remove(id);
    throw error;
  }
}

/** A program in a container, as a process looks from outside. */
class ContainerProgram extends EventEmitter {
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  readonly stdio: readonly (Readable | Duplex)[];
  readonly signalCode = null;
  exitCode: number | null = null;

  constructor(streams: Duplex) {
    super();
    this.stdio = [streams, this.stdout, this.stderr];
  }
}

class Container implements StartedContainer {
  readonly child: ContainerProgram;
  readonly #artifact: Buffer[] = [];
  readonly #unlisten: () => void;
  #artifactBytes = 0;
  #used: Usage = { cpuMs: null, memoryBytes: null, outOfMemory: false };
  #looking: NodeJS.Timeout | undefined;
  #killing: NodeJS.Timeout | undefined;
  #removed: Promise<Usage> | null = null;

  constructor(
    private readonly engine: DockerEngine,
    private readonly id: string,
    streams: Duplex,
    private readonly limits: StageLimits,
    private readonly preamble: Preamble,
    compiles: boolean,
  ) {
    const child = new ContainerProgram(streams);
    this.child = child;
    const frames = new Frames((stream, bytes) => {
      if (stream === 'stderr') child.stderr.write(preamble.take(bytes));
      else if (compiles) this.#keep(bytes);
      else child.stdout.write(bytes);
    });
    streams.on('data', (bytes: Buffer) => frames.take(bytes));
    const closed = new Promise<void>((resolve) => streams.once('close', resolve));
    streams.once('end', () => streams.destroy());
    engine.wait(id, secondsOf(limits) * 1_000).then(
      (code) => {
        child.exitCode = code;
        child.emit('exit', code, null);
        void closed.then(() => {
          child.stdout.end();
          child.stderr.end(preamble.complaint);
          child.emit('close', code, null);
        });
      },
      (error: unknown) => child.emit('error', error),
    );
    this.#unlisten = engine.onOutOfMemory(id, () => (this.#used = { ...this.#used, outOfMemory: true }));
    this.#lookLater();
  }

  usage(): Usage {
    return this.#used;
  }

  hasBegun(): boolean {
    return this.preamble.hasBegun;
  }

  /** Until it has ended: an engine that is busy may refuse once. */
  kill(): void {
    this.engine.kill(this.id).catch(() => {
      if (this.#removed || this.child.exitCode !== null) return;
      this.#killing = setTimeout(() => this.kill(), KILL_AGAIN_MS);
    });
  }

  close(): Promise<Usage> {
    this.#removed ??= this.#remove();
    return this.#removed;
  }

  artifact(): Buffer | null {
    return this.#artifactBytes > MAX_ARTIFACT_BYTES ? null : Buffer.concat(this.#artifact);
  }

  async #remove(): Promise<Usage> {
    this.#unlisten();
    clearTimeout(this.#looking);
    clearTimeout(this.#killing);
    this.#looking = undefined;
    const state = await this.engine.inspect(this.id).catch(() => null);
    await this.engine.remove(this.id);
    const { exitCode } = this.child;
    // The engine may hear of it later than of the end.
    const isFull = (this.#used.memoryBytes ?? 0) > this.limits.memoryBytes - ALMOST_BYTES;
    const outOfMemory = this.#used.outOfMemory || (state?.State.OOMKilled ?? false) || (isFull && exitCode === KILLED);
    return { ...this.#used, outOfMemory };
  }

  #keep(bytes: Buffer): void {
    this.#artifactBytes += bytes.length;
    if (this.#artifactBytes <= MAX_ARTIFACT_BYTES) this.#artifact.push(bytes);
  }

  #lookLater(): void {
    this.#looking = setTimeout(() => {
      this.engine
        .usage(this.id)
        .then((usage) => (this.#used = withUsage(this.#used, usage)))
        .catch(() => undefined)
        .finally(() => {
          if (this.#looking && this.child.exitCode === null) this.#lookLater();
        });
    }, LOOK_EVERY_MS);
  }
}

/** What has ended uses nothing any more: the most that was seen stays. */
function withUsage(before: Usage, { cpu_stats: cpu, memory_stats: memory }: ContainerUsage): Usage {
  const { usage = 0, max_usage: most, stats } = memory ?? {};
  const bytes = most ?? usage - (stats?.total_inactive_file ?? stats?.inactive_file ?? 0);
  const cpuMs = (cpu?.cpu_usage?.total_usage ?? 0) / 1e6;
  return {
    cpuMs: cpuMs > 0 ? Math.max(before.cpuMs ?? 0, cpuMs) : before.cpuMs,
    memoryBytes: bytes > 0 ? Math.max(before.memoryBytes ?? 0, bytes) : before.memoryBytes,
    outOfMemory: before.outOfMemory,
  };
}
