/* ranges: stored ranges that do not give their stored text */
SELECT row_kind || ':' || row_id, problem FROM v_check_span
