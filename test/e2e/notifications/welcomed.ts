import { type Person, signUp } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { EventStream } from './event-stream.js';

/** Signs somebody up and waits until their first notification, which welcomes them, has arrived. */
export async function welcomed(apiUrl: string): Promise<Person> {
  const person = await signUp(new ApiClient(apiUrl));
  const stream = await EventStream.open(apiUrl, person.accessToken, '0');
  const { data } = await stream.next();
  stream.close();
  if (data.type !== 'WELCOME') throw new Error(`The first notification is ${JSON.stringify(data)}.`);
  return person;
}
