/** Who fills the courses of the demo; nobody signs in to these accounts. */
export interface DemoLearner {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

const FIRST_NAMES =
  'Aline Amara Béatrice Bosco Chantal Claude David Diane Emmanuel Esther Fabrice Grâce Hassan Ines Jean Keza Liliane Moïse Nadia Olivier Pacifique Queen Robert Sonia Théo Umutoni Vincent Yvonne Zawadi';
const LAST_NAMES =
  'Abebe Banda Cissé Diallo Eze Fofana Gasana Habimana Irakoze Juma Kamau Lungu Mugisha Ndiaye Okafor Phiri Quaye Rwema Sesay Traoré Uwase Victor Wanjiru Xaba Yeboah Zulu Mensah Bizimana Kone';

const ALL_NAMES = [FIRST_NAMES.split(' '), LAST_NAMES.split(' ')] as const;
/** With Grace and Ada there are sixty students. */
const COUNT = 58;

/** In a reserved domain (RFC 2606), so that no real person has these addresses. */
const addressOf = (firstName: string, lastName: string) =>
  `${firstName}.${lastName}@example.org`.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const person = (firstName: string, lastName: string): DemoLearner => ({
  ...{ email: addressOf(firstName, lastName), firstName, lastName },
});

/** Each pair of names once. */
export const DEMO_LEARNERS: readonly DemoLearner[] = Array.from({ length: COUNT }, (_, index) => {
  const [first, last] = ALL_NAMES;
  const round = Math.floor(index / first.length);
  return person(first[index % first.length] ?? '', last[(index + 11 * round) % last.length] ?? '');
});

/** With Alan there are five. */
export const DEMO_FACILITATORS: readonly (DemoLearner & { readonly specialization: string })[] = [
  { ...person('Emmy', 'Noether'), specialization: 'Algebra' },
  { ...person('Katherine', 'Johnson'), specialization: 'Mechanics' },
  { ...person('Mary', 'Somerville'), specialization: 'Academic writing' },
  { ...person('Wangari', 'Maathai'), specialization: 'Statistics' },
];
