export const feedbackWords = {
  title: 'Feedback',
  erased: 'The call was erased: nothing more is kept of it.',
  scores: {
    call_quality: 'How the call sounded',
    agent_helpfulness: 'How helpful it was',
    resolution: 'Whether it settled the matter',
    call_ease: 'How easy it was',
    overall_satisfaction: 'All in all',
  },
  scale: '1 is poor, 5 is very good',
  notes: 'Notes',
  notesHint: (n: number): string => `${n} of 2000 characters`,
  save: 'Save feedback',
  saved: 'Saved.',
  givenAt: 'First given',
} as const;
