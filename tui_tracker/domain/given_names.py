"""Given names that are common in the United Kingdom, to tell a person's name from other capitalised words.

General knowledge, many origins. Names that are as often a month, a place or a plain word (April, Chester, Grant, Hope)
are left out unless a surname follows them often enough; a missed one is found by its title or on the people register.
"""

_TEXT = """
aaron abbie abdul abdullah abigail abu adam adele adewale adrian adriana ahmad ahmed aidan aimee aisha ajay alan alana albert alec alex
alexander alexandra alfie alfred alice alicia alina alison alistair allan allison alma alok alun alyssa amanda amar amelia amina amir amit amol amrit
amy ana anand andrea andreas andrei andrew andy aneta angela angus anil anita anja anjali ann anna anne annette annie anthony anton antonia antonio
anwar archie arif arjun arnold arthur arun asha ashley ashok asif astrid atif audrey austin ayesha aziz babatunde balbir baljit barbara barry beata
becky belinda ben benjamin bernadette bernard beth bethan bethany betty beverley bhavna bianca bilal billy blessing bob bogdan bradley brandon
brenda brendan brian bridget brigitte bronwen bruce bryan bryony caitlin callum calum cameron camilla cara carl carla carly carmen carol carole
caroline carolyn carrie casey caspar catherine cathy catriona cecilia ceri chandra chantelle charanjit charlene charles charlie charlotte chelsea cheryl
chidi chinedu chinwe chloe chris christian christina christine christopher ciara cillian claire clara clare clarence claudia clifford clive colette colin
colleen collette connor conor constance cora corinne courtney craig crispin cynthia dafydd daisy damian damien dan dana daniel daniela danielle danny
daphne darius darren dave david davina dawid dean deb debbie deborah debra declan deepa deepak deirdre delroy denise dennis derek dermot desmond
devi dewi dexter diana diane dilip dimitri dina dinesh dipak dipti dmitri dominic dominik dominika donald donna doreen dorota dorothy doug douglas
duncan dylan eamonn ebony eddie edgar edith edmund eduardo edward edwin efua eileen elaine eleanor elena eli elias elijah eliot elisabeth eliza
elizabeth ella ellen ellie elliot elliott ellis elsie elwyn emanuel emeka emil emilia emily emma emmanuel eric erica erik erin ernest esme esther ethan
ethel eugene eva evan eve evelyn ewa ewan fadi faisal faith farah farhan fatima fatou faye felicity felix femi ffion finlay finn fiona florence
folake frances francesca francis francisco frank fraser fred freda freddie frederick freya gabriel gabriela gail gareth garry garth gary gaurav gavin
gemma geoff geoffrey george georgina gerald geraldine gerard ghulam gian gillian gina giovanni gita gladys glen glenda glenn gloria glyn goran gordon grace
graeme graham grainne greg gregory greta grzegorz guillaume gurdeep gurpreet guy gwen gwyneth habib hamid hamish hamza hana hannah hanna hans hardeep
hari harinder harjit harold harpreet harriet harrison harry harvey hasan hassan hayley hazel heather hector heidi helen helena henry herbert hilary hina
holly howard hubert hugh hugo humphrey hussain hussein hywel iain ian ibrahim ieuan ifeoma igor ikram ilona imogen imran ines ingrid ioan ioana iqbal irene
iris irena irfan isaac isabel isabella isabelle ishaan isla ismail ivan ivor iwan jack jackie jackson jacob jacqueline jacqui jade jagdeep jagdish jake jakub jamal
james jamie jamila jan jane janet janice janine jared jas jasdeep jaskaran jasmine jason jaspreet jaswinder javed javier jay jaya jayne jayesh jean jeanette jeff
jeffrey jelena jemima jenna jennie jennifer jenny jeremy jermaine jerome jerry jess jesse jessica jessie jill jillian jim jimmy jitendra jo joan joanna joanne
joao jocelyn jodie joe joel johan john johnny jon jonas jonathan jonny joseph josephine josh joshua joy joyce juan juanita judith judy jules julia julian julie
juliet julius june justin justine justyna kabir kai kamal kamala kamil kamran karan karen karim karin karl karolina kasia kat kate katarzyna kate katherine
kathleen kathryn kathy katie katrina katy kavita kay kayleigh keeley keiran keith kelechi kellie kelly kelvin kim jose maria pedro rui sofia kiera hiren manny zbigniew sian siobhan sean ken kenneth kerry kevin khadija khalid
kieran kiran kirsten kirsty kishan klara klaudia krish krishna kristian kristina krystyna krzysztof kulwinder kumar kwame kwesi kyle lakshmi lara larissa larry laszlo
latoya laura lauren laurence lawrence leah leanne lee leila lena lenny leo leon leona leonard leonie leroy lesley leslie leszek lewis liam libby lilian
lily lina linda lindsay lindsey lionel lisa liz lizzie llewellyn lloyd lois lola lorenzo lorna lorraine lottie lou louis louisa louise luca lucas lucia
lucy luis lukas lukasz luke lydia lyn lynda lynn lynne lynsey mabel maciej madeleine maeve magda magdalena maggie mahesh mahmood mahmoud mairead maisie malcolm
malgorzata malik mandeep mandy manjit manjula manoj manpreet manuel mara marc marcel marcia marcin marco marcus marek margaret maria mariam marian marianne
marie marina mario marion marisa mariusz marjorie mark marlene marsha marta martha martin martina martyn mary maryam mateusz matilda matt matteo matthew maureen maurice
max maxine maxwell maya meena meera megan meghan mehmet mel melanie melissa melvin mercy meryl mia michael michaela michal michele michelle mick mihai mike
mila miles milly milo mina minesh miranda miriam mirela misbah mitchell mo moeen mohamed mohammad mohammed mohan mohit moira molly mona monica monika morag
moses mubarak muhammad mukesh murray mushtaq mustafa myles myra nadia nadeem nadine naomi narinder nasreen nassir natalia natalie natasha nathan nathaniel naveed navin
navneet neelam neha neil nell nelson nesta ngozi niall niamh nicholas nick nicky nicola nicole nigel nikhil nikita nikki nimesh nina nisha nishant nitin noah noel nora
noreen norma norman nuala nuno obinna olga oliver olivia olu oluwaseun omar oscar osman owen pablo paddy padraig paige pamela paola pardeep paresh parminder parveen
pat patience patricia patrick patrycja paul paula pauline pavel pawan pawel pearl pedro peggy penelope percy perry pete peter petra phil philip philippa phillip phoebe
phyllis pierre piers piotr polly poonam pooja prakash pramod prasad praveen precious preeti priti priya priyanka qasim quentin rachael rachel rafael rafal
raheem rahul raj raja rajan rajendra rajesh rajiv rakesh ralph ram ramesh ramon ramona randeep ranjit rashid raul ravi ravinder ray raymond razia rebecca rebekah reece reena
reg regina rehana reinhard rekha remi renata rene reuben rhian rhiannon rhodri rhona rhys riaz ricardo richard rick ricky rita rizwan rob robbie robert roberta roberto
robin robyn rocio rod roderick rodney roger rohan rohit roisin roland roman ron ronald ronan ronnie rory rosalind rosaline rosanna roseanna rosemary rosie
ross rowan rowena roxanne roy ruben ruby rudolf rufus rukhsana rupert rupinder russell ruth ryan ryszard saad sabina sabrina sadia sadie saeed saffron saira sajid
sal salim sally salma sam samantha sameer samir samuel sana sandeep sandra sanjay sanjeev sanjit santosh sara sarah sarita satnam satish satwinder saul savannah scott
seamus sean sebastian selina serena sergio seth shabana shabir shah shahid shaista shane shanice shannon sharon shaun shauna shazia sheena sheila shelagh shelley
sherry shirley shiv shona shreya shyam sian sidney siegfried silvia simon simone sinead siobhan sonia sonja sophia sophie spencer stacey stan stanislaw stanley stefan
stefania stella steph stephanie stephen steve steven stewart stuart suan subhash sue sukhdeep sukhjit sukhvinder suleman sunil sunita suraj suresh surinder susan susannah
susie suzanne suzy svetlana sybil sylvia tabitha tahir tamara tamsin tanveer tania tanya tara tariq taylor ted tegan temitope terence teresa teri terrence terry tess tessa
theo theodore theresa thomas tia tiffany tim timothy tina toby todd tolu tom tomas tomasz tommy toni tony tracey traci tracy trevor tricia trish tristan trudy tunde tyler
tyrone uche uma umar  ursula usha usman valentina valerie vanessa varun veena velma vera veronica vicki vicky victor vijay vikas vikram vimal vincent vinod viola violet
virginia vishal vivek vivian vivien vivienne vlad wahid walter wanda warren waseem wayne wendy wesley wilfred william willie winifred winston wojciech xavier yasmin yasmine
yasir yetunde yolanda yousuf yuri yusuf yvette yvonne zac zachary zafar zahid zahra zainab zara zeeshan zena zia zoe zofia zoltan zubair zuzanna
bev eilidh rhona shona isobel mhairi ailsa fergus gregor hector innes lachlan magnus struan catrin delyth eirlys elin eluned ffion gethin gwilym heulwen lleu lowri mared meleri nerys  osian owain rhian rhodri rhydian sioned tegan tomos
aoife aine ciaran cormac dara darragh eimear fionn grainne maeve niall oisin orla padraig roisin ruairi saoirse sinead sorcha tadhg  agata aleksandra aleksander andrzej antoni bartek bartosz dariusz danuta ewelina hubert irmina jadwiga jarek
jaroslaw jerzy kacper  leszek maja mirek nikola olga patryk pawel piotr radek rafal renata robert slawek sylwia szymon tadeusz urszula wiktor wioletta wojciech zofia alexandru bogdan catalin ciprian cosmin cristian dragos elena florin gheorghe
ionut  lenuta liviu mihaela nicolae octavian ovidiu petru radu razvan raluca sorin stefan vasile viorel adaeze adebayo akin amaka ayodele bola chika chioma chukwuemeka damilola ebele ekene emeka funmi ife ikechukwu kehinde kunle
ngozi nkechi obi olu olumide oluwaseun segun sola temitope tobi tunde uche yetunde abena adjoa afia akosua  kofi kojo kwabena  dwayne errol leroy marlon winston wei ming  xin yan ying hui  mei li lei chen yusuf omar ali hassan
layla leila noor nour salma samira yasmin zahra zainab mustafa osman emre ayse fatma hakan murat ozlem serkan zeynep joaquim tiago goncalo ines catarina oksana olena oleksandr andriy dmytro iryna kateryna mykola nataliya serhiy taras yulia volodymyr
"""
GIVEN_NAMES = frozenset(_TEXT.split())
_SURNAMES = """
adams ahmed akhtar ali allen anderson andrews armstrong atkinson bailey baker barker barnes barnett bates begum bennett berry bhatt booth bradley brown bryant
burgess burke burns burton butler campbell carr carter chambers chapman chauhan choudhury clarke cole coleman collins cooper cox cunningham curtis davidson davies davis dawson dean dixon doyle
edwards elliott ellis evans fletcher fisher foster francis fraser gallagher gardner gibson gill gordon graham grant gray green griffiths hall hamilton harper harris harrison hart harvey
hawkins hayes henderson henry hicks hill holland holmes houghton howard hudson hughes hunt hunter hussain iqbal islam jackson jackson james jenkins jennings johnson johnston jones jordan
joshi kapoor kaur kelly kennedy khan khatun kumar lambert lawrence lawson lewis lloyd lynch macdonald mahmood malik marshall martin mason matthews mccarthy mcdonald mehta miah miller mills mistry mitchell
mohamed mohammed morgan morris morrison murphy murray nash nelson newman nguyen nicholson nowak o'brien o'connor oliver owen palmer parker parmar patel patterson payne pearce pearson perkins perry
phillips porter powell price rahman rai reid reynolds richards richardson riley roberts robertson robinson rogers ross russell ryan saunders shah sharma shaw shepherd simmons simpson singh smith spencer
stephens stevens stevenson stewart sullivan sutton taylor thakur thomas thompson thomson tucker turner wallace walsh walters ward watkins watson watts webb webster wells west wheeler white wilkinson williams
williamson willis wilson wright young yusuf zhang
"""
# Surnames that are as often a plain word or a place are left out: beside another capital they would name roads and teams.
_PLAIN_WORDS = frozenset(
    [
        "green",
        "hill",
        "hall",
        "price",
        "west",
        "ward",
        "wells",
        "white",
        "young",
        "mills",
        "hunter",
        "gray",
        "fisher",
        "cole",
        "day",
        "bates",
        "grant",
        "hunt",
        "jordan",
        "dean",
    ]
)
SURNAMES = frozenset(_SURNAMES.split()) - _PLAIN_WORDS
