UPDATE ccn SET record = lower(hex(randomblob(16))) WHERE record = '' AND version = 1;
--> statement-breakpoint
UPDATE ccn SET record = (SELECT first.record FROM ccn AS first WHERE first.cns = ccn.cns AND first.cpf_blind = ccn.cpf_blind AND first.version = 1) WHERE record = '';
