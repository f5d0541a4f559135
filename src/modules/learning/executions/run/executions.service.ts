import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { SECOND } from '../../../../kernel/clock.js';
import { invalid } from '../../../../kernel/invalid.js';
import type { Page } from '../../../../kernel/page.js';
import { assertRunnable, InvalidRun, RUN_LIMITS } from '../../../../kernel/run-request.js';
import { SessionRooms } from '../../sessions/sessions.api.js';
import { ExecutionsConfig } from '../executions.config.js';
import { RunAnnouncements } from '../live/run-announcements.js';
import { TypedInputs } from '../live/typed-inputs.js';
import { EXECUTION_TAKES_NO_INPUT, TOO_MANY_EXECUTIONS } from '../executions.errors.js';
import { DISPATCH_EXECUTION, EXECUTION_CANCELLED, EXECUTION_REQUESTED } from '../executions.events.js';
import type { ExecutionDto, ExecutionLanguagesDto, ExecutionSummaryDto } from './execution.dto.js';
import type { Execution } from './execution.entity.js';
import { ExecutionPresenter } from './execution.presenter.js';
import type { ExecutionQueryDto } from './execution-query.dto.js';
import { isFinished, MOST_INTERACTIVE, priorityOf } from './execution.rules.js';
import { ExecutionsRepository, type NewExecution } from './executions.repository.js';
import { ExecutorOffers } from './executor-offers.js';
import {
  type ExecutionInputDto,
  type NewExecutionDto,
  type NewTestExecutionDto,
  TEST_DEFAULTS,
} from './new-execution.dto.js';
import { type Program, ProgramSources } from './program-sources.js';
import { RunCancellations } from './run-cancellations.js';

/** Use cases of runs, for those who ask for them. */
@Injectable()
export class ExecutionsService {
  constructor(
    private readonly repository: ExecutionsRepository,
    private readonly rooms: SessionRooms,
    private readonly offers: ExecutorOffers,
    private readonly sources: ProgramSources,
    private readonly cancellations: RunCancellations,
    private readonly typedInputs: TypedInputs,
    private readonly presenter: ExecutionPresenter,
    private readonly announcements: RunAnnouncements,
    private readonly config: ExecutionsConfig,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  async listLanguages(): Promise<ExecutionLanguagesDto> {
    const { languages, limits } = await this.offers.current();
    return { languages: [...languages], limits };
  }

  /**
   * @throws CodedError validation_failed, unsupported_language, execution_unavailable, too_many_executions, and of rooms
   * not_found, forbidden, session_status_conflict
   */
  create(
    actor: Actor,
    { stdin = '', args = [], interactive: isInteractive = false, ...program }: NewExecutionDto,
  ): Promise<ExecutionDto> {
    return this.begin(actor, program, { kind: 'run', isInteractive, stdin, args, tests: null });
  }

  /** The same, for a set of inputs. */
  createTests(
    actor: Actor,
    { tests, compare = TEST_DEFAULTS.compare, tolerance = TEST_DEFAULTS.tolerance, ...program }: NewTestExecutionDto,
  ): Promise<ExecutionDto> {
    const cases = tests.map(({ name = null, stdin = '', args = [], expectedOutput }) => ({
      ...{ name, stdin, args, expectedOutput },
    }));
    const asked = { kind: 'tests', isInteractive: false, stdin: '', args: [] } as const;
    return this.begin(actor, program, { ...asked, tests: { compare, tolerance, cases } });
  }

  /** For whoever ran it, and the people of its room. @throws CodedError not_found */
  async findOne(actor: Actor, id: string): Promise<ExecutionDto> {
    return this.presenter.present(await this.visible(actor, await this.repository.findById(id)));
  }

  /** @throws CodedError not_found, forbidden */
  async list(actor: Actor, sessionId: string, query: ExecutionQueryDto): Promise<Page<ExecutionSummaryDto>> {
    await this.rooms.toSeeRuns(actor, sessionId);
    const { data, meta } = await this.repository.listOfSession(sessionId, query);
    return { data: await this.presenter.presentAll(data), meta };
  }

  /**
   * Ends a run; nothing happens when it has ended. For whoever began it, and those who steer its room.
   * @throws CodedError not_found, forbidden
   */
  @Transactional()
  async cancel(actor: Actor, id: string): Promise<ExecutionDto> {
    const execution = await this.visible(actor, await this.repository.lock(id));
    const { sessionId, organizationId, userId, status } = execution;
    if (userId !== actor.userId && sessionId !== null) await this.rooms.toEndRuns(actor, sessionId);
    if (!isFinished(status)) {
      await this.repository.finish(id, {
        status: 'cancelled',
        finishedAt: new Date(),
        ...{ outcome: null, excerpt: null, version: null, driver: null, passedTests: null, durationMs: null },
      });
      const fact = { executionId: id, sessionId, organizationId, actorId: actor.userId };
      await this.outbox.append(EXECUTION_CANCELLED, fact);
      await this.announcements.announce(execution);
      this.transactions.afterCommit(() => void this.cancellations.send(execution));
    }
    return this.findOne(actor, id);
  }

  /**
   * Types something for a program; for whoever began it, as long as they may run where it runs.
   * @param sessionId the room where it has to run
   * @throws CodedError not_found, forbidden, session_status_conflict, execution_takes_no_input, execution_input_full,
   * execution_unavailable
   */
  async addInput(
    actor: Actor,
    id: string,
    { text = '', end = false }: ExecutionInputDto,
    sessionId?: string,
  ): Promise<void> {
    const execution = await this.visible(actor, await this.repository.findListed(id));
    if (sessionId !== undefined && execution.sessionId !== sessionId) throw new CodedError(NOT_FOUND);
    if (execution.userId !== actor.userId) throw new CodedError(FORBIDDEN);
    if (!execution.isInteractive || isFinished(execution.status)) throw new CodedError(EXECUTION_TAKES_NO_INPUT);
    if (execution.sessionId !== null) await this.rooms.toRun(actor, execution.sessionId);
    await this.typedInputs.send(id, { text, end });
  }

  private async begin(
    actor: Actor,
    program: Program,
    asked: Pick<NewExecution, 'kind' | 'isInteractive' | 'stdin' | 'args' | 'tests'>,
  ): Promise<ExecutionDto> {
    const { language, files } = await this.sources.of(actor, program);
    const limits = program.limits ?? null;
    for (const { stdin, args } of asked.tests?.cases ?? [asked])
      assertAccepted({ id: '', language, files, stdin, args, limits: limits ?? {} });
    return this.enqueue(actor, program.sessionId, { ...asked, language, files, limits });
  }

  @Transactional()
  private async enqueue(
    actor: Actor,
    sessionId: string | undefined,
    values: Omit<NewExecution, 'userId' | 'sessionId' | 'organizationId'>,
  ): Promise<ExecutionDto> {
    const room = sessionId === undefined ? null : await this.rooms.toRun(actor, sessionId);
    const organizationId = room?.organizationId ?? null;
    await this.takePlace(actor.userId, organizationId, values.isInteractive);
    const execution = await this.repository.insert({
      ...values,
      userId: actor.userId,
      sessionId: sessionId ?? null,
      organizationId,
    });
    const messageId = await this.outbox.append(
      DISPATCH_EXECUTION,
      { executionId: execution.id },
      { priority: priorityOf(execution) },
    );
    await this.repository.setMessage(execution.id, messageId);
    const fact = { executionId: execution.id, sessionId: execution.sessionId, organizationId, actorId: actor.userId };
    await this.outbox.append(EXECUTION_REQUESTED, { ...fact, language: values.language });
    await this.announcements.announce(execution);
    return this.findOne(actor, execution.id);
  }

  private async takePlace(userId: string, organizationId: string | null, isInteractive: boolean): Promise<void> {
    await this.repository.lockPlaces(userId, organizationId);
    const own = await this.repository.countUnfinished({ userId });
    if (own >= this.config.atOncePerPerson) throw tooMany();
    if (isInteractive) {
      const talkedTo = await this.repository.countUnfinished({ userId, isInteractive });
      if (talkedTo >= MOST_INTERACTIVE) throw tooMany();
    }
    if (organizationId === null) return;
    const all = await this.repository.countUnfinished({ organizationId });
    if (all >= this.config.atOncePerOrganization) throw tooMany();
  }

  private async visible(actor: Actor, execution: Execution | null): Promise<Execution> {
    if (!execution) throw new CodedError(NOT_FOUND);
    const { userId, sessionId } = execution;
    if (userId === actor.userId) return execution;
    if (sessionId === null) throw new CodedError(NOT_FOUND);
    await this.rooms.toSeeRuns(actor, sessionId).catch((error: unknown) => {
      throw error instanceof CodedError ? new CodedError(NOT_FOUND) : error;
    });
    return execution;
  }
}

/** How soon a place can be free: a program runs for some seconds at most. */
const RETRY_AFTER_SECONDS = Math.ceil(RUN_LIMITS.wallMs / SECOND);

function tooMany(): CodedError {
  return new CodedError(TOO_MANY_EXECUTIONS, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}

/** @throws CodedError validation_failed */
function assertAccepted(request: Parameters<typeof assertRunnable>[0]): void {
  try {
    assertRunnable(request);
  } catch (error) {
    if (!(error instanceof InvalidRun)) throw error;
    throw invalid([
      { pointer: '', field: 'program', message: `is not accepted: ${error.message}`, code: 'is_program' },
    ]);
  }
}
