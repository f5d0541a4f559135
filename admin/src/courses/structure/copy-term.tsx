import type { NewTermCopy, TermCopy } from '@lyceum/sdk';
import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { lyceum } from '../../lyceum.ts';
import { Checkbox } from '../../shell/fields/checkbox.tsx';
import { SearchSelect } from '../../shell/fields/search-select.tsx';
import { Form } from '../../shell/form.tsx';
import { textIn } from '../../shell/form-values.ts';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { partsOf } from '../choices.ts';
import { COURSES } from '../course-queries.ts';

interface Props {
  readonly organizationId: string;
  readonly trimesterId: string;
  readonly name: string;
  /** With what was done. */
  readonly onDone: (said: string) => void;
}

interface Tried {
  readonly wanted: NewTermCopy;
  readonly answer: TermCopy;
}

/** Offers in another trimester what one offers, after it was shown what would be made. */
export function CopyTermButton({ organizationId, trimesterId, name, onDone }: Props) {
  const text = useText();
  const queries = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const [tried, setTried] = useState<Tried | null>(null);
  const attempt = useMutation({
    mutationFn: async (wanted: NewTermCopy) => lyceum.termCopies.create(trimesterId, { ...wanted, dryRun: true }),
    onSuccess: (answer, wanted) => setTried({ wanted, answer }),
  });
  const copy = useMutation({
    mutationFn: async (wanted: NewTermCopy) => lyceum.termCopies.create(trimesterId, wanted),
    onSuccess: ({ offerings, meetings }) => {
      setIsOpen(false);
      const made = offerings.filter(({ outcome }) => outcome === 'created').length;
      onDone(text('copyTerm.made', { offerings: made, meetings: sumOf(meetings, 'created') }));
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: COURSES }),
  });
  const open = () => {
    setTried(null);
    attempt.reset();
    copy.reset();
    setIsOpen(true);
  };
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    attempt.mutate({
      trimesterId: textIn(given, 'trimesterId'),
      withFacilitators: given.has('withFacilitators'),
      withTimetable: given.has('withTimetable'),
      withRooms: given.has('withRooms'),
    });
  };
  const error = copy.error ?? attempt.error;
  return (
    <>
      <Button variant="default" size="xs" onClick={open} aria-label={`${text('copyTerm.open')} (${name})`}>
        {text('copyTerm.open')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        title={text('copyTerm.title', { name })}
        closeButtonProps={{ 'aria-label': text('app.close') }}
      >
        <Form error={error} onSubmit={send}>
          <Stack style={{ overflowWrap: 'anywhere' }} onChange={() => setTried(null)}>
            {error != null && <ProblemAlert error={error} />}
            <Text size="sm">{text('copyTerm.text')}</Text>
            <SearchSelect
              name="trimesterId"
              label={text('copyTerm.to')}
              choices={partsOf(organizationId, 'trimesters')}
              isRequired
            />
            {(['withFacilitators', 'withTimetable', 'withRooms'] as const).map((one) => (
              <Checkbox key={one} name={one} label={text(`copyTerm.${one}`)} defaultChecked />
            ))}
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setIsOpen(false)}>
                {text('app.changeNothing')}
              </Button>
              <Button type="submit" variant="default" loading={attempt.isPending}>
                {text('copyTerm.try')}
              </Button>
            </Group>
            <div role="status">{tried && <Found answer={tried.answer} />}</div>
            {tried && (
              <Button loading={copy.isPending} onClick={() => copy.mutate(tried.wanted)}>
                {text('copyTerm.submit')}
              </Button>
            )}
          </Stack>
        </Form>
      </Modal>
    </>
  );
}

const sumOf = (meetings: TermCopy['meetings'], of: 'created' | 'holidays' | 'past' | 'conflictCount') =>
  meetings.reduce((sum, one) => sum + one[of], 0);

/** What would be made, and which dates would not. */
function Found({ answer: { offerings, meetings } }: { readonly answer: TermCopy }) {
  const text = useText();
  const times = useTimes();
  const count = (outcome: string) => offerings.filter((one) => one.outcome === outcome).length;
  const left = meetings.filter(({ conflictCount }) => conflictCount > 0);
  return (
    <Stack gap="xs">
      <Alert color="blue">
        {text('copyTerm.offerings', {
          created: count('created'),
          exists: count('exists'),
          archived: count('archived'),
        })}{' '}
        {meetings.length > 0 &&
          text('copyTerm.meetings', {
            created: sumOf(meetings, 'created'),
            holidays: sumOf(meetings, 'holidays'),
            past: sumOf(meetings, 'past'),
          })}
      </Alert>
      {left.map(({ fromId, start, title, conflicts, conflictCount }) => (
        <div key={`${fromId} ${start}`}>
          <Text fw={700}>{text('copyTerm.conflicts', { title, count: conflictCount })}</Text>
          <ul>
            {conflicts.map((one) => (
              <li key={one.start}>
                {times.span(one)}: {text(`copyTerm.outcome.${reasonOf(one.outcome)}`)}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Stack>
  );
}

const REASONS = ['no_facilitator', 'host_taken', 'room_taken'] as const;

function reasonOf(outcome: string): (typeof REASONS)[number] {
  return REASONS.find((one) => one === outcome) ?? 'host_taken';
}
