import specs from '@asyncapi/specs';
import { Ajv } from 'ajv';
import { asyncDocument } from './async-document.js';

interface Document {
  readonly components: { readonly messages: Readonly<Record<string, object>> };
}

it('is an AsyncAPI 3 document with the names that others use', () => {
  const document = asyncDocument('1.0.0', 'https://lyceum.example') as Document;
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const isValid = ajv.compile(specs.schemasWithoutId['3.0.0'] as object);
  expect([isValid(document), isValid.errors]).toEqual([true, null]);
  expect(Object.keys(document.components.messages)).toEqual(
    expect.arrayContaining([
      'join-session',
      'code-change',
      'cursor-move',
      'saved',
      'refused',
      'chat',
      'chat-message',
      'run',
      'run-output',
      'run-so-far',
      'run-input',
    ]),
  );
});
