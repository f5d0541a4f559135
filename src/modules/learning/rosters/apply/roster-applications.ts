import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { reportProgress } from '../../../../infra/telemetry/work-progress.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { CoursesApi, CoursesRosterApi } from '../../courses/courses.api.js';
import { RosterRowsRepository, type WrittenRow } from '../diff/roster-rows.repository.js';
import type { RosterImport } from '../imports/roster-import.entity.js';
import { RosterImportsRepository } from '../imports/roster-imports.repository.js';
import { RosterProgress } from '../imports/roster-progress.js';
import { isOfPeople } from '../roster-kinds.js';
import { RECEIVE_WAITING, ROSTER_APPLIED, ROSTER_UNDONE } from '../rosters.events.js';
import { RosterSourcesRepository } from './roster-sources.repository.js';
import { RosterUndoRepository } from './roster-undo.repository.js';
import { type RosterStore, RosterWriter } from './roster-writer.js';

const ONE_BY_ONE = ['classes', 'offerings'];

/** About how much is done when all rows are written, in percent. */
const WRITTEN = 80;

/** Applies and undoes imports, each in one transaction: a worker that is killed leaves all or nothing, and another begins anew. */
@Injectable()
export class RosterApplications {
  constructor(
    private readonly imports: RosterImportsRepository,
    private readonly progress: RosterProgress,
    private readonly rows: RosterRowsRepository,
    private readonly sources: RosterSourcesRepository,
    private readonly undone: RosterUndoRepository,
    private readonly writer: RosterWriter,
    private readonly courses: CoursesApi,
    private readonly rosters: CoursesRosterApi,
    private readonly organizations: OrganizationsApi,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
  ) {}

  /** Idempotent. @throws CodedError forbidden, not_found when the actor manages the courses no more */
  apply(importId: string, actorId: string): Promise<void> {
    return this.transactions.run(async () => {
      const found = await this.imports.lock(importId);
      if (found?.state !== 'applying') return;
      await this.rows.takeTime();
      const areMembers = await this.holdsPeople(found);
      const actor = await this.begin(found, actorId);
      if (!areMembers || (await this.rosters.markOf(found.organizationId)) !== found.mark) {
        await this.imports.change(importId, { state: 'stale' });
        return;
      }
      if (ONE_BY_ONE.includes(found.kind)) await this.writeEach(found, actor);
      else await this.writeAll(found, actor);
      this.progress.note(importId, WRITTEN);
      await this.undone.keepVersions(found);
      await this.sources.replace(found);
      await this.end(found, actorId, ROSTER_APPLIED);
      // Whoever arrived since the dry run was not waited for yet.
      if (await this.rows.isWaiting(importId))
        await this.outbox.append(RECEIVE_WAITING, { organizationId: found.organizationId });
      const counts = await this.rows.countsOf(importId);
      await this.imports.finish(importId, { state: 'applied', counts, appliedAt: new Date() });
      await this.imports.measureRows(importId);
      await this.imports.deleteParts(importId);
    });
  }

  /** Idempotent. @throws CodedError forbidden, not_found when the actor manages the courses no more */
  undo(importId: string, actorId: string): Promise<void> {
    return this.transactions.run(async () => {
      const found = await this.imports.lock(importId);
      if (found?.state !== 'undoing') return;
      await this.rows.takeTime();
      // Whoever has left by now is told apart by `choose`.
      if (isOfPeople(found.kind))
        await this.organizations.holdMemberships(found.organizationId, await this.rows.peopleBefore(importId));
      const actor = await this.begin(found, actorId);
      const later = await this.undone.laterThan(found);
      await this.undone.choose(found, later);
      const wrote = this.wroteOf(found);
      for (const ending of [true, false])
        for await (const batch of this.undone.chosen(importId, ending)) {
          await this.undoSome(found, actor, batch);
          wrote(batch.length);
        }
      await this.undone.restoreSources(found, later);
      await this.end(found, actorId, ROSTER_UNDONE);
      await this.imports.finish(importId, { state: 'undone', fault: null });
    });
  }

  private async begin({ id, organizationId, kind }: RosterImport, userId: string): Promise<Actor> {
    const actor: Actor = { userId, role: 'user', sessionId: id };
    await this.courses.assertManages(actor, organizationId);
    if (kind === 'enrolments') {
      await this.rosters.lockOfferings(await this.rows.offeringsOf(id));
      await this.rosters.holdStudents(await this.rows.studentsOf(id));
    }
    if (isOfPeople(kind)) await this.rosters.holdPeople(organizationId, kind, await this.rows.archivedIn(id));
    // What the mark was of stays until it is written.
    if (kind !== 'enrolments') await this.rosters.lockTargets(kind, await this.rows.targetsOf(id));
    return actor;
  }

  /** Whether all whom the import gives a profile are members, and stay that until it is done. */
  private async holdsPeople({ id, organizationId, kind }: RosterImport): Promise<boolean> {
    if (!isOfPeople(kind)) return true;
    const people = await this.rows.peopleOf(id);
    return (await this.organizations.holdMemberships(organizationId, people)) === people.length;
  }

  private async end(
    { id: importId, organizationId, kind }: RosterImport,
    actorId: string,
    fact: typeof ROSTER_APPLIED,
  ): Promise<void> {
    if (kind === 'enrolments') await this.rosters.planAnew(organizationId);
    await this.outbox.append(fact, { importId, organizationId, kind, actorId });
  }

  /** First what ends, so that its places are free. */
  private async writeAll(found: RosterImport, actor: Actor): Promise<void> {
    const wrote = this.wroteOf(found);
    for (const ending of [true, false])
      for await (const batch of this.rows.writing(found.id, ending)) {
        await this.writer.saveAll(
          actor,
          found,
          batch.flatMap((row) => storesOf(row, ending)),
        );
        wrote(batch.length);
      }
  }

  private async writeEach(found: RosterImport, actor: Actor): Promise<void> {
    const wrote = this.wroteOf(found);
    for (const ending of [true, false])
      for await (const batch of this.rows.writing(found.id, ending)) {
        for (const { id, targetId, after } of batch) {
          if (!after) continue;
          const saved = await this.writer.saveOne(actor, found, { targetId, state: after });
          if ('refusal' in saved) await this.rows.reject(id, saved.refusal);
          else if (targetId === null) await this.rows.setTarget(id, saved.id);
        }
        wrote(batch.length);
      }
  }

  /** @returns tells how many more rows are written; one that moves is so twice */
  private wroteOf({ id, counts }: RosterImport): (rows: number) => void {
    const { added = 0, changed = 0, moved = 0, removed = 0 } = counts;
    const total = added + changed + 2 * moved + removed;
    let done = 0;
    return (rows) => {
      done += rows;
      this.progress.note(id, (WRITTEN * done) / Math.max(done, total));
      reportProgress({ work: 'rosters.apply', done, failed: 0, total });
    };
  }

  private async undoSome(found: RosterImport, actor: Actor, rows: readonly WrittenRow[]): Promise<void> {
    const stores = rows.map((row) => ({ id: row.id, stores: formerOf(row, found.kind === 'enrolments') }));
    if (ONE_BY_ONE.includes(found.kind)) {
      for (const { id, stores: each } of stores)
        for (const store of each) {
          const saved = await this.writer.saveOne(actor, found, store);
          if ('refusal' in saved) await this.rows.markUndone([id], false, saved.refusal);
        }
      return;
    }
    const all = stores.flatMap(({ stores: each }) => each);
    if ((await this.writer.trySaveAll(actor, found, all)) === null) return;
    // Something is in the way of one of them: a place or a number that was given away since.
    for (const { id, stores: each } of stores) {
      const refusal = await this.writer.trySaveAll(actor, found, each);
      if (refusal !== null) await this.rows.markUndone([id], false, refusal);
    }
  }
}

/** What a row stores: a move ends the former enrolment, and makes the new one, each in its turn. */
function storesOf({ outcome, targetId, before, after }: WrittenRow, ending: boolean): RosterStore[] {
  if (outcome !== 'moved') return after ? [{ targetId, state: after }] : [];
  if (!ending) return after ? [{ targetId, state: after }] : [];
  return before ? [{ targetId: idIn(before), state: withdrawn(before) }] : [];
}

/** What an undone row stores. */
function formerOf({ outcome, targetId, before, after }: WrittenRow, isEnrolment: boolean): RosterStore[] {
  const ended = after ? [{ targetId, state: isEnrolment ? withdrawn(after) : { ...after, status: 'archived' } }] : [];
  if (outcome === 'added') return ended;
  if (outcome === 'moved') return [...ended, ...(before ? [{ targetId: idIn(before), state: before }] : [])];
  return before ? [{ targetId, state: before }] : [];
}

/** It keeps no external id, which names an active enrolment. */
function withdrawn(state: RosterStore['state']): RosterStore['state'] {
  return { ...state, status: 'withdrawn', external_id: null };
}

function idIn(state: RosterStore['state']): string | null {
  return typeof state['enrolment_id'] === 'string' ? state['enrolment_id'] : null;
}
