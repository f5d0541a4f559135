import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/**
 * What the OpenAPI documents that 1EdTech publishes for OneRoster 1.2 say of answers, restated: fields, which of them are
 * required, values and forms of dates of every operation that is served here. The documents are
 * `onerosterv1p2rostersservice_openapi3_v1p0.json` and `onerosterv1p2gradebookservice_openapi3_v1p0.json` under
 * https://purl.imsglobal.org/spec/or/v1p2/schema/openapi/. They have no examples.
 */
type Fields = Readonly<Record<string, object>>;

const text = { type: 'string' };
const number = { type: 'number' };
const day = { type: 'string', format: 'date' };
const moment = { type: 'string', format: 'date-time' };
const address = { type: 'string', format: 'uri' };
const truth = { enum: ['true', 'false'] };
const oneOf = (...values: readonly string[]) => ({ enum: values });
/** Values that others may extend. */
const oneOfOrOwn = (...values: readonly string[]) => ({
  type: 'string',
  anyOf: [oneOf(...values), { pattern: '(ext:)[a-zA-Z0-9.\\-_]+' }],
});
const listOf = (items: object, minItems = 0) => ({ type: 'array', minItems, items });
const object = (required: Fields, further: Fields = {}) => ({
  ...{ type: 'object', properties: { ...required, ...further }, required: Object.keys(required) },
  additionalProperties: false,
});
const reference = (type: string) => object({ href: address, sourcedId: text, type: oneOf(type) });
const record = (required: Fields, further: Fields = {}) =>
  object(
    { sourcedId: text, status: oneOf('active', 'tobedeleted'), dateLastModified: moment, ...required },
    { metadata: { type: 'object' }, ...further },
  );

const learningObjectives = listOf({ type: 'object' });
const resources = listOf(reference('resource'));

/** By the names that answers have for one record and for a list. */
const RECORDS = {
  academicSession: {
    ...{ many: 'academicSessions' },
    schema: record(
      {
        ...{ title: text, startDate: day, endDate: day, schoolYear: text },
        type: oneOfOrOwn('gradingPeriod', 'semester', 'schoolYear', 'term'),
      },
      { parent: reference('academicSession'), children: listOf(reference('academicSession')) },
    ),
  },
  class: {
    ...{ many: 'classes' },
    schema: record(
      {
        ...{ title: text, course: reference('course'), school: reference('org') },
        terms: listOf(reference('academicSession'), 1),
      },
      {
        ...{ classCode: text, classType: oneOfOrOwn('homeroom', 'scheduled'), location: text, grades: listOf(text) },
        ...{ subjects: listOf(text), subjectCodes: listOf(text), periods: listOf(text), resources },
      },
    ),
  },
  course: {
    ...{ many: 'courses' },
    schema: record(
      { title: text, courseCode: text },
      {
        ...{ schoolYear: reference('academicSession'), grades: listOf(text), subjects: listOf(text) },
        ...{ org: reference('org'), subjectCodes: listOf(text), resources },
      },
    ),
  },
  demographics: { many: 'demographics', schema: record({}) },
  enrollment: {
    ...{ many: 'enrollments' },
    schema: record(
      {
        ...{ user: reference('user'), class: reference('class'), school: reference('org') },
        role: oneOfOrOwn('administrator', 'proctor', 'student', 'teacher'),
      },
      { primary: truth, beginDate: day, endDate: day },
    ),
  },
  org: {
    ...{ many: 'orgs' },
    schema: record(
      {
        ...{ name: text, identifier: text },
        type: oneOfOrOwn('department', 'district', 'local', 'national', 'school', 'state'),
      },
      { parent: reference('org'), children: listOf(reference('org')) },
    ),
  },
  user: {
    ...{ many: 'users' },
    schema: record(
      {
        ...{ enabledUser: truth, givenName: text, familyName: text },
        roles: listOf(
          object(
            {
              ...{ roleType: oneOf('primary', 'secondary'), org: reference('org') },
              role: oneOfOrOwn(
                ...['aide', 'counselor', 'districtAdministrator', 'guardian', 'parent', 'principal', 'proctor'],
                ...['relative', 'siteAdministrator', 'student', 'systemAdministrator', 'teacher'],
              ),
            },
            { userProfile: address, beginDate: day, endDate: day },
          ),
          1,
        ),
      },
      {
        ...{ userMasterIdentifier: text, username: text, middleName: text, preferredFirstName: text },
        ...{ preferredMiddleName: text, preferredLastName: text, pronouns: text, identifier: text, email: text },
        ...{ sms: text, phone: text, password: text, grades: listOf(text), primaryOrg: reference('org'), resources },
        ...{ userIds: listOf(object({ type: text, identifier: text })), agents: listOf(reference('user')) },
        userProfiles: listOf({ type: 'object' }),
      },
    ),
  },
  category: { many: 'categories', schema: record({ title: text }, { weight: number }) },
  lineItem: {
    ...{ many: 'lineItems' },
    schema: record(
      {
        ...{ title: text, assignDate: moment, dueDate: moment, class: reference('class') },
        ...{ school: reference('org'), category: reference('category') },
      },
      {
        ...{ description: text, gradingPeriod: reference('academicSession'), scoreScale: reference('scoreScale') },
        ...{ academicSession: reference('academicSession'), resultValueMin: number, resultValueMax: number },
        learningObjectiveSet: learningObjectives,
      },
    ),
  },
  result: {
    ...{ many: 'results' },
    schema: record(
      {
        ...{ lineItem: reference('lineItem'), student: reference('user'), scoreDate: day },
        scoreStatus: oneOfOrOwn('exempt', 'fully graded', 'not submitted', 'partially graded', 'submitted'),
      },
      {
        ...{ class: reference('class'), scoreScale: reference('scoreScale'), score: number, textScore: text },
        ...{ comment: text, learningObjectiveSet: learningObjectives },
        ...{ inProgress: truth, incomplete: truth, late: truth, missing: truth },
      },
    ),
  },
};

const FAULT = object(
  {
    imsx_codeMajor: oneOf('success', 'processing', 'failure', 'unsupported'),
    imsx_severity: oneOf('status', 'warning', 'error'),
  },
  {
    imsx_description: text,
    imsx_CodeMinor: object({
      imsx_codeMinorField: listOf(
        object({
          imsx_codeMinorFieldName: text,
          imsx_codeMinorFieldValue: oneOf(
            ...['fullsuccess', 'invalid_filter_field', 'invalid_selection_field', 'invaliddata', 'forbidden'],
            ...['unauthorisedrequest', 'server_busy', 'unknownobject', 'internal_server_error', 'deletefailure'],
          ),
        }),
        1,
      ),
    }),
  },
);

const GRADED = /categor|lineItems|results/;

/** Every path that is read here, with what it answers: of rostering all that the document has, of the gradebook what is served. */
export const READ_PATHS: ReadonlyArray<readonly [path: string, answer: string]> = Object.entries({
  academicSessions: 'academicSessions',
  'academicSessions/{trimester}': 'academicSession',
  terms: 'academicSessions',
  'terms/{trimester}': 'academicSession',
  'terms/{trimester}/classes': 'classes',
  'terms/{trimester}/gradingPeriods': 'academicSessions',
  gradingPeriods: 'academicSessions',
  'gradingPeriods/{gradingPeriod}': 'academicSession',
  classes: 'classes',
  'classes/{class}': 'class',
  'classes/{class}/students': 'users',
  'classes/{class}/teachers': 'users',
  courses: 'courses',
  'courses/{course}': 'course',
  'courses/{course}/classes': 'classes',
  demographics: 'demographics',
  enrollments: 'enrollments',
  'enrollments/{enrollment}': 'enrollment',
  orgs: 'orgs',
  'orgs/{org}': 'org',
  schools: 'orgs',
  'schools/{org}': 'org',
  'schools/{org}/classes': 'classes',
  'schools/{org}/classes/{class}/enrollments': 'enrollments',
  'schools/{org}/classes/{class}/students': 'users',
  'schools/{org}/classes/{class}/teachers': 'users',
  'schools/{org}/courses': 'courses',
  'schools/{org}/enrollments': 'enrollments',
  'schools/{org}/students': 'users',
  'schools/{org}/teachers': 'users',
  'schools/{org}/terms': 'academicSessions',
  students: 'users',
  'students/{student}': 'user',
  'students/{student}/classes': 'classes',
  teachers: 'users',
  'teachers/{teacher}': 'user',
  'teachers/{teacher}/classes': 'classes',
  users: 'users',
  'users/{student}': 'user',
  'users/{student}/classes': 'classes',
  categories: 'categories',
  'categories/{category}': 'category',
  lineItems: 'lineItems',
  'lineItems/{lineItem}': 'lineItem',
  results: 'results',
  'results/{result}': 'result',
  'classes/{class}/categories': 'categories',
  'classes/{class}/lineItems': 'lineItems',
  'classes/{class}/lineItems/{lineItem}/results': 'results',
  'classes/{class}/results': 'results',
  'classes/{class}/students/{student}/results': 'results',
}).map(([path, answer]) => [`/${GRADED.test(path) ? 'gradebook' : 'rostering'}/v1p2/${path}`, answer]);

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
const FAULT_CHECK = ajv.compile(FAULT);
const CHECKS = new Map(
  Object.entries(RECORDS).flatMap(([one, { many, schema }]) => [
    [one, ajv.compile(object({ [one]: schema }))] as const,
    [many, ajv.compile(object({ [many]: listOf(schema) }))] as const,
  ]),
);
const PATTERNS = READ_PATHS.map(([path, answer]) => ({
  pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  answer,
}));

/**
 * Compares an answer with the documents.
 * @param query that of the request: `fields` may leave out what is required
 * @throws Error that says what deviates
 */
export function checkRosterAnswer(path: string, query: string, status: number, body: unknown): void {
  if (status === 204) return;
  const answer = PATTERNS.find(({ pattern }) => pattern.test(path))?.answer;
  const check = status < 400 ? CHECKS.get(answer ?? '') : FAULT_CHECK;
  if (!check) throw new Error(`${path} answered ${status}, and is none of the paths of OneRoster 1.2 that are served.`);
  check(body);
  const isNarrowed = new URLSearchParams(query).has('fields');
  const errors = (check.errors ?? []).filter(({ keyword }) => !(isNarrowed && keyword === 'required'));
  if (errors.length > 0)
    throw new Error(`${path} deviates from OneRoster 1.2: ${ajv.errorsText(errors)}\n${JSON.stringify(body)}`);
}
