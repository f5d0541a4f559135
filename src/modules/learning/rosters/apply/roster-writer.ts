import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { constraintError } from '../../../../infra/database/constraint-errors.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { CoursesRosterApi, type RosterWrite } from '../../courses/courses.api.js';
import type { RosterImport } from '../imports/roster-import.entity.js';
import { isOfPeople } from '../roster-kinds.js';
import type { RosterValues } from '../imports/roster-row.entity.js';

/** What one row stores; `targetId` is null for what has to be made. */
export interface RosterStore {
  readonly targetId: string | null;
  readonly state: RosterValues;
}

/** Writes rows of an import into the courses, each kind by its owner. */
@Injectable()
export class RosterWriter {
  constructor(
    private readonly courses: CoursesRosterApi,
    private readonly transactions: Transactions,
  ) {}

  /** People or enrolments, all of them in one statement; of two of the same, as of rows that leave one enrolment, the last. */
  async saveAll(
    { userId }: Actor,
    { organizationId, kind }: RosterImport,
    stores: readonly RosterStore[],
  ): Promise<void> {
    const byId = new Map<string, RosterWrite>();
    for (const { targetId: id, state } of stores) if (id) byId.set(id, { id, state });
    const writes = [...byId.values()];
    if (writes.length === 0) return;
    if (isOfPeople(kind)) await this.courses.savePeople(userId, organizationId, kind, writes);
    else await this.courses.saveEnrolments(organizationId, writes);
  }

  /** `saveAll` of all or none. @returns null, or the code of the refusal */
  async trySaveAll(actor: Actor, found: RosterImport, stores: readonly RosterStore[]): Promise<string | null> {
    try {
      await this.transactions.attempt(() => this.saveAll(actor, found, stores));
      return null;
    } catch (error) {
      const coded = constraintError(error);
      if (!coded) throw error;
      return coded.code;
    }
  }

  /**
   * A class or an offering; what is refused leaves the others as they are.
   * @returns its id, or the code of the refusal
   */
  async saveOne(
    actor: Actor,
    { organizationId, kind }: RosterImport,
    { targetId, state }: RosterStore,
  ): Promise<{ readonly id: string } | { readonly refusal: string }> {
    try {
      const id = await this.transactions.attempt(() =>
        kind === 'classes'
          ? this.courses.saveClass(actor, organizationId, targetId, {
              ...{ trimesterId: text(state, 'trimester_id'), name: text(state, 'name') },
              ...commonOf(state),
            })
          : this.courses.saveOffering(actor, organizationId, targetId, {
              ...{ moduleId: text(state, 'module_id'), classId: text(state, 'class_id') },
              ...{ cohortId: text(state, 'cohort_id'), modeId: text(state, 'mode_id') },
              ...{ startDate: text(state, 'start_date'), endDate: text(state, 'end_date') },
              facilitatorId: optional(state, 'facilitator_id'),
              maxStudents: typeof state['max_students'] === 'number' ? state['max_students'] : null,
              ...commonOf(state),
            }),
      );
      return { id };
    } catch (error) {
      const coded = error instanceof CodedError ? error : constraintError(error);
      if (!coded) throw error;
      return { refusal: coded.code };
    }
  }
}

function commonOf(state: RosterValues) {
  return { externalId: optional(state, 'external_id'), isActive: state['status'] === 'active' };
}

function text(state: RosterValues, name: string): string {
  return String(state[name] ?? '');
}

function optional(state: RosterValues, name: string): string | null {
  const value = state[name];
  return typeof value === 'string' ? value : null;
}
