import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { Description } from './description.js';
import { Plans } from './plans.js';
import { Pool } from './pool.js';

const document = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'openapi', 'openapi.json'), 'utf8'));
const description = new Description(document);
const plans = new Plans(description);
const pool = new Pool();
pool.be('owner', 'password', 'mechanism of the heavens');

// Formats of ours mean nothing to it, and it would say so each time.
const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
addFormats.default(ajv);
ajv.addSchema(document, 'openapi', false, false);

/** What a schema cannot say, and the fuzzer knows. */
const UNSAID = /unknown member|NUL|lone surrogate|format$/;

const withBody = description.operations.filter(({ body }) => body);

it.each(withBody.map((operation) => [operation.id, operation] as const))(
  'bodies of %s are what the document describes, and those that are spoiled are not',
  (_id, operation) => {
    const steps = [
      'paths',
      operation.path,
      operation.method.toLowerCase(),
      'requestBody',
      'content',
      'application/json',
    ];
    const pointer = steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    const validate = ajv.compile({ $ref: `openapi#/${pointer}/schema` });
    for (const { intent, body } of fc.sample(plans.for(operation), { numRuns: 60, seed: 7 })) {
      if (intent.kind === 'anything' || (intent.kind === 'spoiled' && !intent.what.startsWith('body'))) continue;
      const isSpoiled = intent.kind === 'spoiled';
      if (isSpoiled && UNSAID.test(intent.what)) continue;
      const isValid = validate(pool.resolve('owner', body));
      expect([isSpoiled ? intent.what : 'described', isValid, isValid ? body : validate.errors]).toEqual([
        isSpoiled ? intent.what : 'described',
        !isSpoiled,
        expect.anything(),
      ]);
    }
  },
);
