import { SessionMessagesApi } from '@lyceum/sdk';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChatMessage } from './messages.ts';
import { shownName } from './names.ts';
import type { Pass } from './pass.ts';
import { Problem } from './problem.tsx';
import type { Room } from './room.ts';
import { text } from './text.ts';
import { moment } from './times.ts';

const MOST_SHOWN = 100;
const LONGEST = 2_000;

interface Props {
  readonly room: Room;
  readonly pass: Pass;
  readonly you: string | null;
  /** Whether something can be said. */
  readonly isOpen: boolean;
}

export function Chat({ room, pass, you, isOpen }: Props) {
  const { messages, error, refusal, forgive } = useMessages(room, pass);
  const log = useRef<HTMLOListElement>(null);
  const last = messages.at(-1)?.id;
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [last]);
  return (
    <section class="chat" aria-labelledby="chat">
      <h2 id="chat">{text('chat')}</h2>
      {error !== null && <Problem error={error} />}
      <div role="log" aria-labelledby="chat">
        {messages.length === 0 && <p class="hint">{text('chat.none')}</p>}
        {messages.length > 0 && (
          <ol ref={log} tabIndex={0} aria-labelledby="chat">
            {messages.map(({ id, author, content, createdAt }) => (
              <li key={id}>
                <span class="hint">
                  <strong>{author.id === you ? text('people.you') : shownName(author)}</strong>{' '}
                  <time dateTime={createdAt}>{moment(createdAt)}</time>
                </span>
                <p>{content}</p>
              </li>
            ))}
          </ol>
        )}
      </div>
      {refusal && (
        <p role="alert" class="fault">
          {refusal}
        </p>
      )}
      {isOpen && <SayForm onSay={(content) => room.say(content)} onTyping={forgive} />}
    </section>
  );
}

interface SayProps {
  readonly onSay: (content: string) => void;
  readonly onTyping: () => void;
}

function SayForm({ onSay, onTyping }: SayProps) {
  const [content, setContent] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const words = content.trim();
    if (words === '') return;
    onSay(words);
    setContent('');
  };
  return (
    <form onSubmit={submit}>
      <label>
        {text('chat.say')}
        <input
          name="message"
          value={content}
          maxLength={LONGEST}
          autocomplete="off"
          onInput={({ currentTarget: { value } }) => {
            onTyping();
            setContent(value);
          }}
        />
      </label>
      <button type="submit">{text('chat.send')}</button>
    </form>
  );
}

/** What was said before, and what is said now. */
function useMessages(room: Room, pass: Pass) {
  const [messages, setMessages] = useState<readonly ChatMessage[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  useEffect(() => {
    const load = () =>
      void new SessionMessagesApi(pass.connection).list(room.id, { limit: MOST_SHOWN }).then(({ data }) => {
        setError(null);
        setMessages((known) => merged(known, data));
      }, setError);
    load();
    return room.onNews((news) => {
      if (news.type === 'back') load();
      if (news.type === 'chat') setMessages((known) => merged(known, [news.message]));
      if (news.type === 'chat-refused') setRefusal(text('chat.refused', { reason: news.refusal.message }));
    });
  }, [room, pass]);
  return { messages, error, refusal, forgive: () => setRefusal(null) };
}

/** In the order in which it was said, each once. */
function merged(known: readonly ChatMessage[], news: readonly ChatMessage[]): ChatMessage[] {
  const all = new Map([...known, ...news].map((message) => [message.id, message]));
  return [...all.values()].sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1)).slice(-MOST_SHOWN);
}
