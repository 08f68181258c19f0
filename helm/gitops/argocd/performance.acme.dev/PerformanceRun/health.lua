-- Health of a PerformanceRun: Healthy only where the measurement ended and its answer is a good one.
-- Argo CD opens no string library for a custom script, so nothing here uses it.

local function described(objective, bounds)
  local text = objective.name
  if objective.observed == nil then
    text = text .. " not observed"
  else
    text = text .. " " .. tostring(objective.observed)
  end
  if bounds ~= nil and bounds.max ~= nil then
    text = text .. ", at most " .. tostring(bounds.max)
  end
  if bounds ~= nil and bounds.min ~= nil then
    text = text .. ", at least " .. tostring(bounds.min)
  end
  return text
end

local function missedObjectives(status, spec)
  local missed = {}
  for _, objective in ipairs(status.objectives or {}) do
    if not objective.met then
      local bounds = nil
      for _, wanted in ipairs(spec.objectives or {}) do
        if wanted.name == objective.name then
          bounds = wanted
        end
      end
      table.insert(missed, described(objective, bounds))
    end
  end
  return table.concat(missed, "; ")
end

local function conditionReason(status, wanted)
  for _, condition in ipairs(status.conditions or {}) do
    if condition.type == wanted and condition.status == "True" then
      return condition.reason .. ": "
    end
  end
  return ""
end

local function ended(status, spec)
  local message = status.message or ""
  local doubts = table.concat(status.validityReasons or {}, "; ")
  if status.validity == "Invalid" then
    return {status = "Degraded", message = "the numbers are void: " .. doubts}
  end
  if status.verdict == "Fail" then
    return {status = "Degraded", message = "objectives not met: " .. missedObjectives(status, spec)}
  end
  if status.verdict == "Inconclusive" then
    return {status = "Degraded", message = "nothing can be said of the objectives: " .. message}
  end
  if status.verdict == "Warn" then
    message = message .. "; warns: " .. missedObjectives(status, spec)
  end
  if status.validity == "Suspect" then
    message = message .. "; to be read with care: " .. doubts
  end
  return {status = "Healthy", message = message}
end

local status = obj.status
if status == nil or status.phase == nil then
  return {status = "Progressing", message = "waits for the operator"}
end
if status.observedGeneration ~= obj.metadata.generation then
  return {status = "Progressing", message = "the operator has not seen the latest change yet"}
end
if status.phase == "Suspended" then
  return {status = "Suspended", message = status.message or ""}
end
if status.phase == "Failed" or status.phase == "Cancelled" then
  return {status = "Degraded", message = conditionReason(status, "Stalled") .. (status.message or "")}
end
if status.phase == "Succeeded" then
  return ended(status, obj.spec or {})
end
return {status = "Progressing", message = status.phase .. ": " .. (status.message or "")}
