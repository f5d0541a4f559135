import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { followNews } from './follow-news.ts';
import { inTurn } from './in-turn.ts';
import { type Topic, TOPICS } from './topics.ts';

const CHANNEL = 'lyceum news';

/** Invalidates the queries of what has changed by the stream of events, as long as somebody is signed in. */
export function useLiveNews(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const end = new AbortController();
    const others = new BroadcastChannel(CHANNEL);
    const refresh = (topic: Topic) => {
      for (const queryKey of TOPICS[topic]) void queries.invalidateQueries({ queryKey });
    };
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
