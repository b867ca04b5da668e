//! Stems that rules for silent "e" get wrong.

/// Stems whose base form ends in a silent "e" that no rule tells.
pub(super) const STEMS_WITH_E: &str = "\
    invad provid decid divid sid guid hid rid collid persuad trad blockad degrad upgrad downgrad evad erod explod \
    includ conclud exclud hous us accus refus caus paus clos pos oppos impos propos expos los depos ceas releas \
    purchas increas decreas leas chas defens sens licens promis compromis prais rais advis supervis exercis bak tak \
    mak strik lik evok revok invok provok smok fil compil rul schedul whil nam blam com welcom becom overcom hom tim \
    resum assum consum presum prim defin combin undermin determin examin declin confin outlin imagin postpon clon \
    fin min shin lin join hop shap escap develope typ equip wip declar prepar shar compar bar car dar requir acquir \
    hir fir inspir retir admir expir stor restor ignor explor deplor secur ensur injur captur pressur lur endur \
    measur negotiat writ not vot quot promot devot excit cit invit unit ignit delet complet compet execut contribut \
    distribut constitut institut persecut prosecut disput arriv surviv depriv deriv driv giv liv receiv perceiv \
    believ achiv achiev reliev leav sav wav mov remov prov approv improv lov serv observ reserv deserv involv solv \
    resolv evolv dissolv announc denounc renounc pronounc financ advanc convinc balanc forc enforc reinforc pledg \
    judg acknowledg challeng reveng arrang chang exchang charg merg emerg urg purg forg surg engag manag damag wag \
    besieg alleg stag sabotag salvag oblig privileg rescu argu continu pursu issu valu subdu sanction- settl battl \
    tackl handl enabl struggl assembl topple toppl buckl doubl troubl tripl rival- chok prob describ subscrib brib \
    mobiliz seiz analyz freez organiz recogniz escal relocat plac replac embrac trac fac rac sacrific notic polic \
    reduc produc introduc induc coerc sourc donat ferri propagat underscor scor bor ador ambush-e shelv abus fus \
    amus excus bas eras phas nos dos rous doz gaz siz priz vet- steer- sacr stripp- upstag outrag underwrit alleviat \
    consolid rat stat dat lat hat negat pilot- bridg lodg hedg edg dredg nudg grudg underlin institutionaliz pac \
    spac surfac glanc danc silenc referenc influenc experienc sentenc commenc evidenc divorc scarc pierc";

/// Stems that look as if they had lost an "e" and have not.
pub(super) const STEMS_KEPT: &str = "\
    treat repeat defeat beat meet retreat threat creat visit exit edit audit benefit credit focus shut put cut bring \
    hang bombing sing ring belong train remain maintain gain contain sustain obtain complain explain restrain retain \
    join begin win coin ruin drain detain entertain refrain ascertain campaign attain regain chain strain obey pass \
    press discuss address cross process harass dismiss amass assess stress express boost float seat heat eat chat \
    combat tour pour harbour labour favour honour endeavour speak break soak leak cloak look book cook hook oust \
    weak peak sneak bias canvas arm scuttl strong among bang wrong along cloud route rout shout scout spout recruit \
    sprout";
