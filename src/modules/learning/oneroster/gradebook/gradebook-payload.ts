import { isId } from '../../../../kernel/ids.js';
import { isWellFormed } from '../../../../kernel/well-formed.js';
import { isMoment } from '../protocol/record-parts.js';
import { invalidRequest } from '../protocol/status-info.js';
import { SCORE_STATUSES, type ScoreStatus } from './result.entity.js';

export interface LineItemPayload {
  readonly title: string;
  readonly description: string | null;
  readonly assignDate: Date;
  readonly dueDate: Date;
  readonly resultValueMin: number | null;
  readonly resultValueMax: number | null;
  readonly classId: string;
  readonly schoolId: string | null;
  readonly categoryId: string | null;
}

export interface ResultPayload {
  readonly lineItem: string;
  readonly studentId: string;
  readonly scoreStatus: ScoreStatus;
  readonly score: number | null;
  readonly textScore: string | null;
  readonly scoreDate: string;
  readonly comment: string | null;
}

type Values = Readonly<Record<string, unknown>>;

/** `{lineItem: {…}}` as the standard wants it; what we do not keep is passed over. @throws CodedError validation_failed */
export function readLineItem(body: unknown, sourcedId: string): LineItemPayload {
  const values = recordIn(body, 'lineItem', sourcedId);
  const [least, most] = [numberIn(values, 'resultValueMin'), numberIn(values, 'resultValueMax')];
  if (least !== null && most !== null && most < least)
    throw invalidRequest('resultValueMax is less than resultValueMin.');
  return {
    title: required(textIn(values, 'title', 1000), 'title'),
    description: textIn(values, 'description', 5000),
    assignDate: instantIn(values, 'assignDate'),
    dueDate: instantIn(values, 'dueDate'),
    resultValueMin: least,
    resultValueMax: most,
    classId: idOf(required(referenceIn(values, 'class'), 'class'), 'class'),
    schoolId: referenceIn(values, 'school'),
    categoryId: referenceIn(values, 'category'),
  };
}

/** @throws CodedError validation_failed */
export function readResult(body: unknown, sourcedId: string): ResultPayload {
  const values = recordIn(body, 'result', sourcedId);
  const scoreStatus = SCORE_STATUSES.find((one) => one === values['scoreStatus']);
  if (!scoreStatus) throw invalidRequest(`scoreStatus is one of: ${SCORE_STATUSES.join(', ')}.`);
  return {
    lineItem: required(referenceIn(values, 'lineItem'), 'lineItem'),
    studentId: idOf(required(referenceIn(values, 'student'), 'student'), 'student'),
    scoreStatus,
    score: numberIn(values, 'score'),
    textScore: textIn(values, 'textScore', 255),
    scoreDate: instantIn(values, 'scoreDate').toISOString().slice(0, 10),
    comment: textIn(values, 'comment', 2000),
  };
}

/** What a path may name: any text that fits. */
export function isSourcedId(text: string): boolean {
  return text.length > 0 && text.length <= 255 && isWellFormed(text);
}

function recordIn(body: unknown, name: string, sourcedId: string): Values {
  const record = isObject(body) ? body[name] : undefined;
  if (!isObject(record)) throw invalidRequest(`The body is {"${name}": {…}}.`);
  if (!isSourcedId(sourcedId)) throw invalidRequest('sourcedId has 1 to 255 characters.');
  if (record['sourcedId'] !== undefined && record['sourcedId'] !== sourcedId)
    throw invalidRequest('sourcedId is another one than that of the path.');
  return record;
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function required(value: string | null, name: string): string {
  if (value === null) throw invalidRequest(`${name} is missing.`);
  return value;
}

/** An empty text says nothing. */
function textIn(values: Values, name: string, most: number): string | null {
  const value = values[name] ?? '';
  if (typeof value !== 'string' || value.length > most || !isWellFormed(value))
    throw invalidRequest(`${name} is a text of at most ${most} characters.`);
  return value === '' ? null : value;
}

/** Systems of others send numbers as texts, too. */
function numberIn(values: Values, name: string): number | null {
  const value = values[name] ?? null;
  if (value === null) return null;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw invalidRequest(`${name} is a number.`);
  return number;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2}))?$/;

function instantIn(values: Values, name: string): Date {
  const value = values[name];
  const instant = typeof value === 'string' && INSTANT.test(value) ? new Date(value) : undefined;
  if (!instant || !isMoment(instant)) throw invalidRequest(`${name} is a moment such as 2026-08-31T12:00:00Z.`);
  return instant;
}

function referenceIn(values: Values, name: string): string | null {
  const value = values[name] ?? null;
  if (value === null) return null;
  const sourcedId = isObject(value) ? value['sourcedId'] : undefined;
  if (typeof sourcedId !== 'string' || !isSourcedId(sourcedId)) throw invalidRequest(`${name} is {"sourcedId": "…"}.`);
  return sourcedId;
}

function idOf(sourcedId: string, name: string): string {
  if (!isId(sourcedId)) throw invalidRequest(`${name} is none of the organization.`);
  return sourcedId;
}
