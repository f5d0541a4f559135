// `npm run postman`: writes the collection for Postman from openapi/openapi.json, as `npm run openapi` does after the document.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectionOf, collectionText } from './postman/collection.mjs';

const FOLDER = join(import.meta.dirname, '..', 'openapi');
const document = JSON.parse(readFileSync(join(FOLDER, 'openapi.json'), 'utf8'));
writeFileSync(join(FOLDER, 'postman.json'), collectionText(collectionOf(document)));
