import type { ConflictingBooking, NewOutOfOffice, OutOfOffice, OutOfOfficeDetails } from '@lyceum/sdk';
import { Alert, List, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { TextLink } from '../shell/links.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { Undoable } from '../shell/undoable.tsx';
import { WholeList } from '../shell/whole-list.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { sameAgain } from './absence-change.ts';
import { AbsenceForm } from './absence-form.tsx';
import { AbsencesTable } from './absences-table.tsx';
import { useAbsenceRemoval, useAbsences, useNewAbsence } from './use-absences.ts';

const WORDS = {
  person: {
    added: 'absences.added',
    changed: 'absences.changed',
    removed: 'absences.removed',
    restored: 'absences.restored',
    empty: 'absences.empty',
  },
  resource: {
    added: 'closures.added',
    changed: 'closures.changed',
    removed: 'closures.removed',
    restored: 'closures.restored',
    empty: 'closures.empty',
  },
} as const;

interface Props {
  /** A room or a device; else it is about whoever is signed in. */
  readonly resourceId?: string;
}

/** When somebody or something cannot be booked: says so, and takes it back. */
export function Absences({ resourceId }: Props) {
  const text = useText();
  const kind = resourceId === undefined ? 'person' : 'resource';
  const words = WORDS[kind];
  const query = useAbsences(resourceId);
  const add = useNewAbsence();
  const again = useNewAbsence();
  const removal = useAbsenceRemoval();
  const [changed, setChanged] = useState<OutOfOfficeDetails | null>(null);
  const status = useRef<HTMLDivElement>(null);
  // What was pressed is gone then, and the keyboard goes on from here.
  const attend = () => status.current?.focus();
  const forget = () => {
    for (const work of [add, again, removal]) work.reset();
    setChanged(null);
  };
  const addOne = (absence: NewOutOfOffice) => {
    forget();
    return add.mutateAsync({ ...absence, ...(resourceId !== undefined && { bookableId: resourceId }) }).then(
      () => true,
      // `add.error` has it, and the form shows that.
      () => false,
    );
  };
  const takeBack = (absence: OutOfOffice) => {
    forget();
    again.mutate(sameAgain(absence, resourceId), { onSuccess: attend });
  };
  const removed = removal.variables;
  return (
    <>
      <AbsenceForm kind={kind} isBusy={add.isPending} error={add.error} onAdd={addOne} />
      <div role="status" ref={status} tabIndex={-1}>
        {add.isSuccess && <Kept said={text(words.added)} conflicts={add.data.conflictingBookings} />}
        {again.isSuccess && <Kept said={text(words.restored)} conflicts={again.data.conflictingBookings} />}
        {changed && <Kept said={text(words.changed)} conflicts={changed.conflictingBookings} />}
        {removal.isSuccess && removed && <Undoable said={text(words.removed)} onUndo={() => takeBack(removed)} />}
      </div>
      {again.isError && <ProblemAlert error={again.error} />}
      {removal.isError && <ProblemAlert error={removal.error} />}
      <WholeList query={query} empty={text(words.empty)} cut={text('absences.cut')}>
        {(absences) => (
          <AbsencesTable
            absences={absences}
            kind={kind}
            isBusy={removal.isPending}
            onChanged={(details) => {
              forget();
              setChanged(details);
              attend();
            }}
            onRemove={(absence) => {
              forget();
              removal.mutate(absence, { onSuccess: attend });
            }}
          />
        )}
      </WholeList>
    </>
  );
}

interface KeptProps {
  readonly said: string;
  readonly conflicts: readonly ConflictingBooking[];
}

/** What was booked before stays, and is for its people to move. */
function Kept({ said, conflicts }: KeptProps) {
  const text = useText();
  const times = useTimes();
  if (conflicts.length === 0) return <Alert color="green">{said}</Alert>;
  return (
    <Alert variant="default">
      <Text fw={600}>{said}</Text>
      <Text>{text('absences.conflicts')}</Text>
      <List>
        {conflicts.map((time) => (
          <List.Item key={time.start}>
            {time.bookingId === null ? (
              times.span(time)
            ) : (
              <TextLink to="/bookings/$id" params={{ id: time.bookingId }}>
                {times.span(time)}
              </TextLink>
            )}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
