import { text } from './text.ts';

interface Named {
  readonly name: string;
  readonly guest?: true | undefined;
}

/** Guests say themselves what they are called: the mark is the server’s. */
export const shownName = ({ name, guest }: Named) => (guest ? text('people.guest', { name }) : name);
