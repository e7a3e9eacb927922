-- purpose: Empty questions before it is filled again in the same transaction.
DELETE FROM questions;
