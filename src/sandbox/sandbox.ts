import pLimit from 'p-limit';
import { ceilingOf, type Driver, type DriverProbe, type RunOptions } from './driver.js';
import {
  assertRunnable,
  lowered,
  RUN_LIMITS,
  type RunRequest,
  SANDBOX_LANGUAGES,
  type SandboxLanguage,
} from '../kernel/run-request.js';
import type { DriverName, RunResult } from '../kernel/run-result.js';
import { SLOTS } from './slots.js';

export interface RunnableLanguage {
  readonly language: SandboxLanguage;
  readonly version: string;
  readonly driver: DriverName;
}

/** No driver of this machine runs the language. */
export class UnsupportedLanguage extends Error {
  constructor(readonly language: SandboxLanguage) {
    super(`Nothing on this machine runs ${language} in a sandbox.`);
  }
}

/**
 * Runs programs of strangers by the first driver that passed its self-test and knows the language. There is no driver
 * that merely starts a process.
 */
export class Sandbox {
  #probes: Promise<readonly DriverProbe[]> | null = null;
  readonly #inTurn: ReturnType<typeof pLimit>;

  /**
   * @param drivers the best one first
   * @param mostAtOnce others wait; with more, two programs would be the same user
   */
  constructor(
    private readonly drivers: readonly Driver[],
    mostAtOnce = SLOTS,
  ) {
    this.#inTurn = pLimit(Math.min(mostAtOnce, SLOTS));
  }

  /** The self-tests of all drivers; they run once. */
  probe(): Promise<readonly DriverProbe[]> {
    this.#probes ??= this.#probeEach();
    return this.#probes;
  }

  async languages(): Promise<readonly RunnableLanguage[]> {
    const probes = await this.probe();
    return SANDBOX_LANGUAGES.flatMap((language) => {
      for (const { driver, languages } of probes) {
        const found = languages.find((candidate) => candidate.language === language);
        if (found) return [{ ...found, driver }];
      }
      return [];
    });
  }

  /**
   * @throws {InvalidRun} on what no driver would take
   * @throws {UnsupportedLanguage}
   */
  async run(request: RunRequest, options: RunOptions = {}): Promise<RunResult> {
    assertRunnable(request);
    const runnable = (await this.languages()).find(({ language }) => language === request.language);
    const driver = this.drivers.find(({ name }) => name === runnable?.driver);
    if (!runnable || !driver) throw new UnsupportedLanguage(request.language);
    try {
      return await this.#inTurn(() => driver.run(request, runnable.version, options));
    } catch (error) {
      options.onFailure?.(error);
      return {
        id: request.id,
        status: 'internal_error',
        ...runnable,
        compile: null,
        run: null,
        limits: lowered(ceilingOf(RUN_LIMITS, options), request.limits),
      };
    }
  }

  async #probeEach(): Promise<readonly DriverProbe[]> {
    const probes: DriverProbe[] = [];
    for (const driver of this.drivers) probes.push(await driver.probe());
    return probes;
  }
}
