import { Page } from '../shell/page.tsx';
import { useText } from '../texts/use-text.ts';
import { Absences } from './absences.tsx';

/** When whoever is signed in cannot be booked, whatever the working hours say. */
export function AbsencesPage() {
  const text = useText();
  return (
    <Page title={text('absences.title')}>
      <Absences />
    </Page>
  );
}
