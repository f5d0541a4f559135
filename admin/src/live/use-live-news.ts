import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { followNews, type Topic } from './follow-news.ts';
import { inTurn } from './in-turn.ts';

const CHANNEL = 'lyceum news';

/** Invalidates the queries of bookings, courses and notifications by the stream of events, as long as somebody is signed in. */
export function useLiveNews(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const end = new AbortController();
    const others = new BroadcastChannel(CHANNEL);
    const refresh = (topic: Topic) => void queries.invalidateQueries({ queryKey: [topic] });
    const tell = (topic: Topic) => {
      refresh(topic);
      others.postMessage(topic);
    };
    others.addEventListener('message', ({ data }: MessageEvent<Topic>) => refresh(data));
    void inTurn(end.signal, () => followNews(end.signal, tell));
    return () => {
      end.abort();
      others.close();
    };
  }, [queries]);
}
