import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { AuditLog } from '../../../../infra/audit/audit-log.js';
import { FILE_UPLOAD } from '../../../../infra/audit/audited-actions.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { mapPage, type Page } from '../../../../kernel/page.js';
import { unknownOrganization } from '../../../people/organizations/organizations.api.js';
import { CoursesApi, CoursesRosterApi } from '../../courses/courses.api.js';
import { RostersConfig } from '../rosters.config.js';
import type { ImportState } from '../roster-kinds.js';
import { ROSTER_LIMIT, ROSTER_STALE, ROSTER_STATE_CONFLICT } from '../rosters.errors.js';
import { APPLY_ROSTER, CHECK_ROSTER, UNDO_ROSTER } from '../rosters.events.js';
import type {
  NewRosterImportDto,
  RosterImportDto,
  RosterImportQueryDto,
  RosterPartDto,
  RosterRowDto,
  RosterRowQueryDto,
} from './roster-import.dto.js';
import type { RosterImport } from './roster-import.entity.js';
import { RosterImportsRepository } from './roster-imports.repository.js';
import { RosterProgress } from './roster-progress.js';
import type { RosterRow } from './roster-row.entity.js';

/** States in which a file may be looked at (again). */
const CHECKED: readonly ImportState[] = ['uploading', 'ready', 'blocked', 'refused', 'stale', 'failed'];
/** Each with its file. */
const MOST_OPEN = 20;
const RUNNING = ['checking', 'applying', 'undoing'] as const satisfies readonly ImportState[];
type RunningState = (typeof RUNNING)[number];

/** Use cases of imports; the worker does what they ask for. */
@Injectable()
export class RosterImportsService {
  constructor(
    private readonly repository: RosterImportsRepository,
    private readonly progress: RosterProgress,
    private readonly courses: CoursesApi,
    private readonly rosters: CoursesRosterApi,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly config: RostersConfig,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError validation_failed, forbidden, roster_limit */
  @Transactional()
  async create(actor: Actor, wanted: NewRosterImportDto): Promise<RosterImportDto> {
    const { organizationId, kind, mode = 'delta', matchBy = 'externalId', dateOrder = 'dayFirst' } = wanted;
    const { format = 'csv', defaultIntake = null, defaultCohort = null, defaultMode = null } = wanted;
    const { encoding = 'auto', separator = 'auto', maxDelete = null, maxDeletePercent = 10 } = wanted;
    await this.courses.assertManages(actor, organizationId).catch((error: unknown) => {
      throw error instanceof CodedError && error.code === NOT_FOUND.code ? unknownOrganization() : error;
    });
    if ((await this.repository.countOpen(organizationId)) >= MOST_OPEN) throw new CodedError(ROSTER_LIMIT);
    const made = await this.repository.insert({
      ...{ format, defaultIntake, defaultCohort, defaultMode },
      ...{ organizationId, kind, mode, matchBy, dateOrder, encoding, separator, maxDelete, maxDeletePercent },
      createdBy: actor.userId,
    });
    return this.show(made);
  }

  /** @throws CodedError not_found, forbidden */
  async list(actor: Actor, organizationId: string, query: RosterImportQueryDto): Promise<Page<RosterImportDto>> {
    await this.courses.assertManages(actor, organizationId);
    const page = await this.repository.list(organizationId, query);
    const progress = await this.progressOf(page.data);
    return mapPage(page, (found) => this.show(found, progress));
  }

  /** @throws CodedError not_found, forbidden */
  async findOne(actor: Actor, id: string): Promise<RosterImportDto> {
    const found = await this.admit(actor, await this.repository.findById(id));
    return this.show(found, await this.progressOf([found]));
  }

  /** @throws CodedError not_found, forbidden, roster_state_conflict */
  @Transactional()
  async putPart(actor: Actor, id: string, { number, content }: RosterPartDto): Promise<void> {
    const found = await this.lock(actor, id);
    if (found.state !== 'uploading') throw new CodedError(ROSTER_STATE_CONFLICT);
    await this.repository.putPart(id, number, content);
  }

  /** @throws CodedError not_found, forbidden, roster_running, roster_state_conflict also while parts are missing */
  @Transactional()
  async check(actor: Actor, id: string): Promise<RosterImportDto> {
    const found = await this.lock(actor, id);
    if (!CHECKED.includes(found.state)) throw new CodedError(ROSTER_STATE_CONFLICT);
    const { bytes, isWhole } = await this.repository.sizeOf(id);
    if (!isWhole)
      throw new CodedError(ROSTER_STATE_CONFLICT, { detail: 'The file has no parts yet, or one is missing.' });
    if (found.state === 'uploading') {
      const { organizationId, kind } = found;
      const metadata = { file: 'roster', kind, bytes, importId: id };
      await this.audit.add(FILE_UPLOAD, { userId: actor.userId, organizationId, metadata });
    }
    await this.repository.failAbandonedChecks(found.organizationId);
    const begun = await this.begin(id, 'checking');
    await this.outbox.append(CHECK_ROSTER, { importId: id });
    return begun;
  }

  /** @throws CodedError not_found, forbidden, roster_state_conflict, roster_stale, roster_running */
  @Transactional()
  async apply(actor: Actor, id: string): Promise<RosterImportDto> {
    const { state, mark, organizationId } = await this.lock(actor, id);
    if (state === 'stale') throw new CodedError(ROSTER_STALE);
    if (state !== 'ready') throw new CodedError(ROSTER_STATE_CONFLICT);
    if ((await this.rosters.markOf(organizationId)) !== mark) throw new CodedError(ROSTER_STALE);
    const begun = await this.begin(id, 'applying');
    await this.outbox.append(APPLY_ROSTER, { importId: id, actorId: actor.userId });
    return begun;
  }

  /** @throws CodedError not_found, forbidden, roster_state_conflict, roster_running */
  @Transactional()
  async undo(actor: Actor, id: string): Promise<RosterImportDto> {
    const { state } = await this.lock(actor, id);
    if (state !== 'applied') throw new CodedError(ROSTER_STATE_CONFLICT);
    const begun = await this.begin(id, 'undoing');
    await this.outbox.append(UNDO_ROSTER, { importId: id, actorId: actor.userId });
    return begun;
  }

  /** @throws CodedError not_found, forbidden, roster_state_conflict */
  @Transactional()
  async delete(actor: Actor, id: string): Promise<void> {
    const { state } = await this.lock(actor, id);
    if (isRunning(state)) throw new CodedError(ROSTER_STATE_CONFLICT);
    await this.repository.delete(id);
  }

  /** @throws CodedError not_found, forbidden */
  async listRows(actor: Actor, id: string, query: RosterRowQueryDto): Promise<Page<RosterRowDto>> {
    await this.admit(actor, await this.repository.findById(id));
    return mapPage(await this.repository.listRows(id, query), toRowDto);
  }

  /** @throws QueryFailedError while another one of the organization is (roster_running) */
  private async begin(id: string, state: RunningState): Promise<RosterImportDto> {
    await this.repository.change(id, { state });
    // In place of what an earlier step has left. It is not asked for here: a transaction does not wait for Redis.
    this.progress.note(id, 0);
    const begun = await this.repository.findById(id);
    if (!begun) throw new CodedError(NOT_FOUND);
    return this.show(begun, new Map([[id, 0]]));
  }

  private progressOf(imports: readonly RosterImport[]): Promise<ReadonlyMap<string, number>> {
    return this.progress.of(imports.filter(({ state }) => isRunning(state)).map(({ id }) => id));
  }

  private show(
    { createdBy: _, mark: __, isExpired: ___, rowBytes: ____, counts, ...shown }: RosterImport,
    progress: ReadonlyMap<string, number> = new Map(),
  ): RosterImportDto {
    const last = (shown.state === 'applied' && shown.appliedAt) || shown.updatedAt;
    const none = { added: 0, changed: 0, moved: 0, removed: 0, unchanged: 0, rejected: 0, waiting: 0 };
    const keptUntil = new Date(last.getTime() + this.config.retentionMs);
    return { ...shown, progress: progress.get(shown.id) ?? null, keptUntil, counts: { ...none, ...counts } };
  }

  private async lock(actor: Actor, id: string): Promise<RosterImport> {
    return this.admit(actor, await this.repository.lock(id));
  }

  private async admit(actor: Actor, found: RosterImport | null): Promise<RosterImport> {
    if (!found) throw new CodedError(NOT_FOUND);
    await this.courses.assertManages(actor, found.organizationId);
    return found;
  }
}

function isRunning(state: ImportState): boolean {
  return RUNNING.some((one) => one === state);
}

function toRowDto(row: RosterRow): RosterRowDto {
  const { number, line, outcome, faultColumn, reason, isWaiting, targetId, values, before, after } = row;
  return {
    ...{ number, line, outcome: outcome ?? 'rejected', column: faultColumn || null, reason, isWaiting },
    ...{ targetId, values, before, after },
  };
}
