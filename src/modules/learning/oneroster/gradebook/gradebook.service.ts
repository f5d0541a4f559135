import { Injectable } from '@nestjs/common';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import type { RecordKind } from '../protocol/record-kind.js';
import { type RecordsAsked, type RecordsPage, RosterRecords } from '../protocol/roster-records.js';
import { invalidRequest, unknownObject } from '../protocol/status-info.js';
import { refersTo, refersToLineItem } from '../rostering/rostering-conditions.js';
import { CoursesApi } from '../../courses/courses.api.js';
import { CLASSES, USERS } from '../rostering/rostering-kinds.js';
import { GradebookRepository } from './gradebook.repository.js';
import { CATEGORIES, LINE_ITEMS, RESULTS } from './gradebook-kinds.js';
import { readLineItem, readResult } from './gradebook-payload.js';

/** What other systems grade in classes of the organization. */
@Injectable()
export class GradebookService {
  constructor(
    private readonly records: RosterRecords,
    private readonly repository: GradebookRepository,
    private readonly courses: CoursesApi,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError not_found */
  async categoriesOfClass(asked: RecordsAsked, classId: string): Promise<RecordsPage> {
    await this.records.assertThere(CLASSES, asked, classId);
    return this.records.list(CATEGORIES, asked);
  }

  /** Line items or results. @throws CodedError not_found */
  async ofClass(kind: RecordKind, asked: RecordsAsked, classId: string): Promise<RecordsPage> {
    await this.records.assertThere(CLASSES, asked, classId);
    return this.records.list(kind, asked, refersTo('class', classId));
  }

  /** @throws CodedError not_found */
  async resultsOfLineItem(asked: RecordsAsked, classId: string, lineItem: string): Promise<RecordsPage> {
    await this.records.assertThere(CLASSES, asked, classId);
    await this.records.assertThere(LINE_ITEMS, asked, lineItem, refersTo('class', classId));
    return this.records.list(RESULTS, asked, refersToLineItem(lineItem));
  }

  /** @throws CodedError not_found */
  async resultsOfStudent(asked: RecordsAsked, classId: string, studentId: string): Promise<RecordsPage> {
    await this.records.assertThere(CLASSES, asked, classId);
    await this.records.assertThere(USERS, asked, studentId);
    return this.records.list(RESULTS, asked, refersTo('class', classId), refersTo('student', studentId));
  }

  /** @returns whether it is new @throws CodedError validation_failed */
  @Transactional()
  async putLineItem({ organizationId }: RecordsAsked, sourcedId: string, body: unknown): Promise<boolean> {
    const item = readLineItem(body, sourcedId);
    if (item.schoolId !== null && item.schoolId !== organizationId)
      throw invalidRequest('school is none of the organization.');
    if (!(await this.records.isThere(CLASSES, organizationId, item.classId)))
      throw invalidRequest('class is none of the organization.');
    if (item.categoryId !== null && !(await this.records.isThere(CATEGORIES, organizationId, item.categoryId)))
      throw invalidRequest('category is none of the organization.');
    if (await this.repository.isGradedElsewhere({ organizationId, sourcedId }, item.classId))
      throw invalidRequest('class is another one, and there are results of the former.');
    return this.repository.putLineItem({ organizationId, sourcedId }, item);
  }

  /** @returns whether it is new @throws CodedError validation_failed */
  @Transactional()
  async putResult({ organizationId }: RecordsAsked, sourcedId: string, body: unknown): Promise<boolean> {
    const result = readResult(body, sourcedId);
    const item = await this.repository.lockLineItem({ organizationId, sourcedId: result.lineItem });
    if (!item) throw invalidRequest('lineItem is none of the organization.');
    const studentId = await this.courses.studentIn(item.offeringId, result.studentId);
    if (studentId === null) throw invalidRequest('student is none of the class of the line item.');
    return this.repository.putResult({ organizationId, sourcedId }, result, { lineItemId: item.id, studentId });
  }

  /** With its results. @throws CodedError not_found */
  @Transactional()
  async deleteLineItem({ organizationId }: RecordsAsked, sourcedId: string): Promise<void> {
    if (!(await this.repository.deleteLineItem({ organizationId, sourcedId }))) throw unknownObject();
  }

  /** @throws CodedError not_found */
  async deleteResult({ organizationId }: RecordsAsked, sourcedId: string): Promise<void> {
    if (!(await this.repository.deleteResult({ organizationId, sourcedId }))) throw unknownObject();
  }
}
