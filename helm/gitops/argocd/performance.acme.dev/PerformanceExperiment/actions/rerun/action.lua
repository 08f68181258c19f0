-- A change of spec.rerun starts the next attempt. Named after the last one, so that two clicks start one attempt.
local attempt = 0
if obj.status ~= nil and obj.status.attempt ~= nil then
  attempt = obj.status.attempt
end
obj.spec.rerun = "after-attempt-" .. tostring(attempt)
obj.spec.cancel = false
return obj
