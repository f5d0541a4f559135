import { Injectable } from '@nestjs/common';
import type { DeepPartial } from 'typeorm';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { invalid } from '../../../../kernel/invalid.js';
import { mapPage, type Page } from '../../../../kernel/page.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { changedFields } from '../changed-fields.js';
import { CourseAccess } from '../course-access.js';
import { COURSE_STRUCTURE_CHANGED } from '../courses.events.js';
import { ExpectationPlans } from '../expectations/expectation-plans.js';
import type { NewStructureDto, StructureQueryDto } from './structure.dto.js';
import { StructureRepository } from './structure.repository.js';
import { type StructureKind, type StructureName, type StructureRow, unknownParent } from './structure-kind.js';

/** Use cases of the academic structure, the same for each kind of it. */
@Injectable()
export class StructureService {
  constructor(
    private readonly repository: StructureRepository,
    private readonly access: CourseAccess,
    private readonly plans: ExpectationPlans,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
  ) {}

  /** @throws CodedError validation_failed, forbidden, module_code_taken, course_name_taken */
  create<Row extends StructureRow, Dto extends object>(
    kind: StructureKind<Row, Dto>,
    actor: Actor,
    values: NewStructureDto & Partial<Row>,
  ): Promise<Dto> {
    return this.transactions.run(async () => {
      const { organizationId } = values;
      await this.access.assertManages(actor, organizationId);
      await this.assertParent(kind, values);
      assertFaultless(kind, values as Row);
      const row = await this.deciding(kind, values.organizationId, () =>
        this.repository.insert(kind, values as DeepPartial<Row>),
      );
      await this.tell(kind, actor, row, 'created');
      return kind.toDto(row);
    });
  }

  async list<Row extends StructureRow, Dto extends object>(
    kind: StructureKind<Row, Dto>,
    actor: Actor,
    query: StructureQueryDto,
  ): Promise<Page<Dto>> {
    const { managed, others } = await this.access.reachOf(actor, query.organizationId);
    return mapPage(await this.repository.list(kind, [...managed, ...others], query), (row) => kind.toDto(row));
  }

  /** @throws CodedError not_found */
  async findOne<Row extends StructureRow, Dto extends object>(
    kind: StructureKind<Row, Dto>,
    actor: Actor,
    id: string,
  ): Promise<Dto> {
    const row = await this.repository.findById(kind.entity, id);
    if (!row) throw new CodedError(NOT_FOUND);
    await this.access.managesOrThrow(actor, row.organizationId);
    return kind.toDto(row);
  }

  /**
   * @param version for optimistic locking; undefined: any
   * @throws CodedError not_found, forbidden, precondition_failed, validation_failed, module_code_taken, course_name_taken
   */
  change<Row extends StructureRow, Dto extends object>(
    kind: StructureKind<Row, Dto>,
    actor: Actor,
    id: string,
    change: Partial<Row>,
    version?: number,
  ): Promise<Dto> {
    return this.transactions.run(async () => {
      const row = await this.repository.lock(kind.entity, id);
      if (!row) throw new CodedError(NOT_FOUND);
      await this.access.assertMayChange(actor, row.organizationId);
      assertVersion(version, row.version);
      const wanted = changedFields<Row>(row, change);
      if (!wanted) return kind.toDto(row);
      assertFaultless(kind, { ...row, ...wanted });
      await this.deciding(kind, row.organizationId, () => this.repository.change(kind.entity, id, wanted));
      await this.tell(kind, actor, row, 'updated');
      return this.findOne(kind, actor, id);
    });
  }

  /** It stays with what hangs on it. @throws CodedError as `change` does */
  archive<Row extends StructureRow, Dto extends object>(
    kind: StructureKind<Row, Dto>,
    actor: Actor,
    id: string,
    version?: number,
  ): Promise<Dto> {
    return this.change(kind, actor, id, { isActive: false } as Partial<Row>, version);
  }

  /** Plans anew which logs are expected, where that follows from it. */
  private deciding<Row extends StructureRow, Result>(
    { decidesLogs }: StructureKind<Row, object>,
    organizationId: string,
    change: () => Promise<Result>,
  ): Promise<Result> {
    return decidesLogs ? this.plans.ofOrganization(organizationId, change) : change();
  }

  private async assertParent<Row extends StructureRow>(
    { parent }: StructureKind<Row, object>,
    values: NewStructureDto & Partial<Row>,
  ): Promise<void> {
    const id = parent && (values[parent.field] as string | null | undefined);
    if (!parent || !id) return;
    if (!(await this.repository.isInUse(parent.entity, values.organizationId, id, parent.where)))
      throw invalid([unknownParent(parent)]);
  }

  private async tell(
    { name: kind }: { readonly name: StructureName },
    { userId: actorId }: Actor,
    { id, organizationId }: StructureRow,
    fact: 'created' | 'updated',
  ): Promise<void> {
    await this.outbox.append(COURSE_STRUCTURE_CHANGED, { organizationId, kind, id, fact, actorId });
  }
}

function assertFaultless<Row extends StructureRow>(kind: StructureKind<Row, object>, row: Row): void {
  const faults = kind.faultsOf?.(row) ?? [];
  if (faults.length > 0) throw invalid(faults);
}
