import type { Booking } from '@lyceum/sdk';
import { useQuery } from '@tanstack/react-query';
import { eventTypeKey } from '../event-types/use-event-type-save.ts';
import { lyceum } from '../lyceum.ts';
import { Detail } from '../shell/details.tsx';
import { type Text, useText } from '../texts/use-text.ts';

/** What the guest answered, each to its question; those that are not asked any more are called by their keys. */
export function Answers({ booking: { answers, eventTypeId } }: { readonly booking: Booking }) {
  const text = useText();
  const given = Object.entries(answers);
  const { data: questions } = useQuery({
    queryKey: [...eventTypeKey(eventTypeId ?? ''), 'questions'],
    // Whoever booked may not know the event type as its hosts do, and neither does anybody when it is gone.
    queryFn: ({ signal }) =>
      lyceum.eventTypes.get(eventTypeId ?? '', { signal }).then(
        (type) => type.questions,
        () => [],
      ),
    enabled: eventTypeId !== null && given.length > 0,
  });
  return given.map(([key, answer]) => (
    <Detail key={key} name={questions?.find((question) => question.key === key)?.label ?? key}>
      {answerIn(text, answer)}
    </Detail>
  ));
}

function answerIn(text: Text, answer: unknown): string {
  if (typeof answer === 'boolean') return text(answer ? 'app.yes' : 'app.no');
  return Array.isArray(answer) ? answer.join(', ') : String(answer);
}
